CREATE TABLE "groups" (
	"id" text PRIMARY KEY,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"members" text[] DEFAULT '{}'::text[] NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"updated" bigint DEFAULT 0 NOT NULL,
	"known_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"incident_id" integer,
	"role" text,
	"person_id" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "assignments_pkey" PRIMARY KEY("incident_id","role")
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "handovers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"incident_id" integer NOT NULL,
	"role" text NOT NULL,
	"from_id" text,
	"to_id" text NOT NULL,
	"offered_by" text NOT NULL,
	"offered_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	CONSTRAINT "handovers_state" CHECK (state in ('open','accepted','declined','lapsed','overtaken'))
);
--> statement-breakpoint
CREATE TABLE "access_requests" (
	"incident_id" integer,
	"person_id" text,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_by" text,
	"granted" boolean,
	CONSTRAINT "access_requests_pkey" PRIMARY KEY("incident_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "nudges" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "nudges_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"incident_id" integer NOT NULL,
	"kind" text NOT NULL,
	"about" text DEFAULT '' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"said" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	CONSTRAINT "nudges_one" UNIQUE("incident_id","kind","about"),
	CONSTRAINT "nudges_said" CHECK (said >= 0)
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"incident_id" integer NOT NULL,
	"kind" text NOT NULL,
	"channel_id" text,
	"ts" text,
	"thread_ts" text,
	"author_id" text NOT NULL,
	"text" text NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"keepers" text[] DEFAULT '{}'::text[] NOT NULL,
	"hidden_at" timestamp with time zone,
	"hidden_by" text,
	CONSTRAINT "entries_message" UNIQUE("channel_id","ts"),
	CONSTRAINT "entries_kind" CHECK (kind in ('message','note'))
);
--> statement-breakpoint
ALTER TABLE "people" RENAME COLUMN "admin" TO "owner";--> statement-breakpoint
ALTER TABLE "options" ADD COLUMN "cadence_minutes" integer;--> statement-breakpoint
ALTER TABLE "options" ADD COLUMN "undetermined" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "options" ADD COLUMN "body" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "severities" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "tags" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "roles" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "observers" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "rules" ADD COLUMN "groups" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "resolution" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "tags" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "merged_into" integer;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "afterwards" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "detected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "next_update_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "archive_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "observer" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "why" text DEFAULT 'joined' NOT NULL;--> statement-breakpoint
UPDATE "participants" SET "why" = 'reported' WHERE "role" = 'reporter' OR ("incident_id", "person_id") IN (SELECT "id", "reporter_id" FROM "incidents");--> statement-breakpoint
ALTER TABLE "participants" ALTER COLUMN "why" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "added_by" text;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "participants" ADD COLUMN "messages" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "lost" text;--> statement-breakpoint
ALTER TABLE "participants" DROP COLUMN "role";--> statement-breakpoint
ALTER TABLE "incidents" ALTER COLUMN "commander_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "assignments_person" ON "assignments" ("person_id");--> statement-breakpoint
CREATE INDEX "handovers_open" ON "handovers" ("incident_id","role") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "incidents_reported" ON "incidents" ("reported_at");--> statement-breakpoint
CREATE INDEX "incidents_commander" ON "incidents" ("commander_id") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "participants_person" ON "participants" ("person_id");--> statement-breakpoint
CREATE INDEX "nudges_open" ON "nudges" ("due_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "entries_incident" ON "entries" ("incident_id","happened_at");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "nudges" ADD CONSTRAINT "nudges_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_outcome" CHECK (outcome is null or (outcome in ('declined','merged') and status = 'closed'));--> statement-breakpoint
ALTER TABLE "options" DROP CONSTRAINT "options_kind", ADD CONSTRAINT "options_kind" CHECK (kind in ('type','priority','severity','role'));--> statement-breakpoint
-- A database that is in use already gets what a new one is seeded with.
UPDATE "options" SET "undetermined" = true WHERE "kind" = 'severity' AND "key" = 'undetermined';--> statement-breakpoint
UPDATE "options" SET "cadence_minutes" = CASE "key" WHEN 'high' THEN 120 WHEN 'medium' THEN 360 ELSE 720 END
WHERE "kind" = 'priority' AND "key" IN ('high', 'medium', 'low');--> statement-breakpoint
INSERT INTO "options" ("kind", "key", "name", "meaning", "mark", "position", "is_default", "body")
SELECT 'role', r.* FROM (VALUES
  ('commander', 'Commander', 'Leads, decides, and tells how it stands', ':firefighter:', 1, true,
   E'Decide what is done next, and by whom; you need not do it yourself.\nTell how it stands in the rhythm of the priority, with Update.\nHand the role over before you leave.'),
  ('liaison', 'Liaison', 'Speaks with those outside', ':speaking_head_in_silhouette:', 2, false,
   E'Tell those outside what they need to know, in their words.\nBring what they ask and see back to the commander.\nKeep them from having to ask in the channel.'),
  ('scribe', 'Scribe', 'Keeps what happened and what was decided', ':writing_hand:', 3, false,
   E'Put a pin on messages that matter: they are kept on the timeline.\nWrite down what was decided elsewhere, with /dispatch event.\nKeep the summary true.')
) AS r ("key", "name", "meaning", "mark", "position", "is_default", "body")
WHERE EXISTS (SELECT 1 FROM "settings");--> statement-breakpoint
INSERT INTO "settings" ("key", "value")
SELECT s.* FROM (VALUES ('archive_after_days', '7'::jsonb), ('office_hours', '{"from":"09:00","to":"18:00","days":[1,2,3,4,5]}'::jsonb)) AS s ("key", "value")
WHERE EXISTS (SELECT 1 FROM "settings");
