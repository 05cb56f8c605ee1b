ALTER TABLE "requests" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "requests_line" ON "requests" (split_part("key", ':', 2)) WHERE key like 'line:%';