ALTER TABLE "timers" ADD COLUMN "failures" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "again_at" timestamp with time zone;