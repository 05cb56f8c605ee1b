CREATE TABLE "lost_outlets" (
	"channel_id" text PRIMARY KEY,
	"how" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channel_moves" (
	"former" text,
	"latter" text NOT NULL,
	"moved_at" timestamp with time zone,
	CONSTRAINT "channel_moves_pkey" PRIMARY KEY("former","moved_at")
);
--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "is_private" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "steps" ADD COLUMN "held_for" text;--> statement-breakpoint
CREATE INDEX "steps_held" ON "steps" ("held_for") WHERE state = 'held';--> statement-breakpoint
ALTER TABLE "steps" DROP CONSTRAINT "steps_state", ADD CONSTRAINT "steps_state" CHECK (state in ('waiting','running','held','done','failed','skipped'));