CREATE INDEX "steps_troubled" ON "steps" ("id") WHERE state = 'failed' or (state = 'waiting' and late);--> statement-breakpoint
CREATE INDEX "steps_told" ON "steps" ("subject_id") WHERE reaction = 'tellOperations';--> statement-breakpoint
CREATE INDEX "steps_successor" ON "steps" ("place") WHERE reaction = 'openSuccessor';