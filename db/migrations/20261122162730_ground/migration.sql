CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE TABLE "broadcasts" (
	"channel_id" text PRIMARY KEY,
	"types" text[] DEFAULT '{}'::text[] NOT NULL,
	"priorities" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"only" boolean PRIMARY KEY DEFAULT true,
	"ahead_ms" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "options" (
	"kind" text,
	"key" text,
	"name" text NOT NULL,
	"meaning" text DEFAULT '' NOT NULL,
	"mark" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"elsewhere" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "options_pkey" PRIMARY KEY("kind","key"),
	CONSTRAINT "options_kind" CHECK (kind in ('type','priority','severity'))
);
--> statement-breakpoint
CREATE TABLE "rules" (
	"position" integer PRIMARY KEY,
	"types" text[] DEFAULT '{}'::text[] NOT NULL,
	"priorities" text[] DEFAULT '{}'::text[] NOT NULL,
	"commander" text,
	"participants" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY,
	"value" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" text NOT NULL CONSTRAINT "inbox_event" UNIQUE,
	"line" text NOT NULL,
	"payload" text,
	"received_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"not_before" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"lease_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"error" text,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"id" text PRIMARY KEY,
	"kind" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"beat_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"queue_ok" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"key" text PRIMARY KEY,
	"act" text NOT NULL,
	"person_id" text,
	"answer" jsonb,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "facts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"incident_id" integer,
	"type" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"data" jsonb NOT NULL,
	"words" jsonb,
	"words_salt" text,
	"words_hash" text,
	"happened_at" timestamp with time zone NOT NULL,
	"known_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"fact_id" bigint PRIMARY KEY,
	"added_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"type" text NOT NULL,
	"priority" text NOT NULL,
	"severity" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"visibility" text DEFAULT 'open' NOT NULL,
	"reporter_id" text NOT NULL,
	"commander_id" text NOT NULL,
	"source_url" text,
	"reported_at" timestamp with time zone NOT NULL,
	"stable_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "incidents_status" CHECK (status in ('active','stable','closed')),
	CONSTRAINT "incidents_visibility" CHECK (visibility in ('open','restricted'))
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"incident_id" integer,
	"person_id" text,
	"role" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"invited_at" timestamp with time zone,
	"refused" text,
	CONSTRAINT "participants_pkey" PRIMARY KEY("incident_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "resources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"incident_id" integer NOT NULL,
	"kind" text NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"external_id" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"url" text,
	CONSTRAINT "resources_one" UNIQUE("incident_id","kind","place")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"real_name" text NOT NULL,
	"kind" text NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"updated" bigint DEFAULT 0 NOT NULL,
	"known_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "people_kind" CHECK (kind in ('member','guest','stranger','bot','deactivated'))
);
--> statement-breakpoint
CREATE TABLE "buckets" (
	"method" text,
	"channel" text DEFAULT '',
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL,
	"closed_until" timestamp with time zone,
	CONSTRAINT "buckets_pkey" PRIMARY KEY("method","channel")
);
--> statement-breakpoint
CREATE TABLE "steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"effect_key" text NOT NULL CONSTRAINT "steps_effect" UNIQUE,
	"reaction" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"incident_id" integer,
	"fact_id" bigint NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"lane" text NOT NULL,
	"method" text NOT NULL,
	"priority" integer NOT NULL,
	"line" text,
	"label" text,
	"skippable" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"not_before" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"offered_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone,
	"first_asked_at" timestamp with time zone,
	"doubted" boolean DEFAULT false NOT NULL,
	"lease_until" timestamp with time zone,
	"generation" integer DEFAULT 0 NOT NULL,
	"external_id" text,
	"error" text,
	"late" boolean DEFAULT false NOT NULL,
	"wanted" integer DEFAULT 1 NOT NULL,
	"painted" integer DEFAULT 0 NOT NULL,
	"added_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "steps_state" CHECK (state in ('waiting','running','done','failed','skipped')),
	CONSTRAINT "steps_lane" CHECK (lane in ('engagement','reminders','reports','integrations'))
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "timers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"fired_at" timestamp with time zone,
	CONSTRAINT "timers_one" UNIQUE("kind","subject_kind","subject_id","due_at")
);
--> statement-breakpoint
CREATE INDEX "inbox_open" ON "inbox" ("line","id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "facts_incident" ON "facts" ("incident_id","happened_at");--> statement-breakpoint
CREATE INDEX "facts_subject" ON "facts" ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" ("reported_at") WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "incidents_title" ON "incidents" USING gin (title gin_trgm_ops) WHERE status <> 'closed';--> statement-breakpoint
CREATE INDEX "resources_external" ON "resources" ("kind","external_id");--> statement-breakpoint
CREATE INDEX "steps_waiting" ON "steps" ("priority","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "steps_running" ON "steps" ("lease_until") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "steps_line" ON "steps" ("line","id") WHERE state in ('waiting','running') and line is not null;--> statement-breakpoint
CREATE INDEX "steps_incident" ON "steps" ("incident_id");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" ("due_at") WHERE fired_at is null;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_incident_id_incidents_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incidents"("id");
--> statement-breakpoint
INSERT INTO "clock" DEFAULT VALUES;
--> statement-breakpoint
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
$$ SELECT clock_timestamp() + (SELECT ahead_ms FROM clock) * interval '1 millisecond' $$;
--> statement-breakpoint
-- Takes one rate token; answers 0, or how many milliseconds until it is worth asking again.
-- While tokens are scarce and a more urgent step is due for the same method, a less urgent one gets none.
CREATE FUNCTION take_token(of_method text, of_channel text, per_minute float8, burst float8, of_priority int) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
  per_ms CONSTANT float8 := per_minute / 60000;
  bucket buckets;
  closed_ms float8;
  lacking_ms float8;
BEGIN
  INSERT INTO buckets AS b (method, channel, tokens, refilled_at)
  VALUES (of_method, of_channel, burst - 1, clock_timestamp())
  ON CONFLICT (method, channel) DO UPDATE SET
    tokens = least(burst, b.tokens + extract(epoch FROM clock_timestamp() - b.refilled_at) * 1000 * per_ms) - 1,
    refilled_at = clock_timestamp()
  RETURNING * INTO bucket;
  closed_ms := greatest(0, coalesce(extract(epoch FROM bucket.closed_until - clock_timestamp()) * 1000, 0));
  lacking_ms := CASE WHEN bucket.tokens < 0 THEN -bucket.tokens / per_ms ELSE 0 END;
  IF closed_ms = 0 AND lacking_ms = 0 AND NOT (bucket.tokens < 1 AND EXISTS (
    SELECT 1 FROM steps WHERE state = 'waiting' AND not_before <= clock_timestamp()
      AND priority < of_priority AND steps.method = of_method))
  THEN RETURN 0;
  END IF;
  UPDATE buckets SET tokens = tokens + 1 WHERE method = of_method AND channel = of_channel;
  RETURN ceil(greatest(closed_ms, lacking_ms, 50));
END $$;
--> statement-breakpoint
-- Claims a step that is due, with the token that its next call costs, in one round trip; null where another holds it,
-- or an earlier step of its line is unfinished. With a token lacking the step waits, and `wait_ms` says how long.
CREATE FUNCTION claim_step(step_id bigint, lease_seconds int, make jsonb, look jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  s steps;
  token jsonb;
  wait_ms float8 := 0;
BEGIN
  SELECT * INTO s FROM steps
  WHERE id = step_id
    AND ((state = 'waiting' AND not_before <= clock_timestamp()) OR (state = 'running' AND lease_until < clock_timestamp()))
    AND NOT EXISTS (SELECT 1 FROM steps e WHERE e.line = steps.line AND e.id < steps.id AND e.state IN ('waiting', 'running'))
  FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  token := CASE WHEN s.asked_at IS NULL THEN make ELSE look END;
  IF token->>'method' IS NOT NULL THEN
    wait_ms := take_token(token->>'method',
      CASE WHEN (token->>'perChannel')::boolean
        THEN coalesce(nullif(s.place, ''), 'incident:' || s.incident_id, s.subject_kind || ':' || s.subject_id) ELSE '' END,
      (token->>'perMinute')::float8, (token->>'burst')::float8, s.priority);
  END IF;
  IF wait_ms > 0 THEN
    UPDATE steps SET state = 'waiting', lease_until = NULL, offered_at = NULL,
      not_before = clock_timestamp() + wait_ms * interval '1 millisecond' WHERE id = step_id;
    RETURN jsonb_build_object('wait_ms', wait_ms);
  END IF;
  UPDATE steps SET state = 'running', generation = s.generation + 1, tries = s.tries + 1, offered_at = NULL,
    lease_until = clock_timestamp() + lease_seconds * interval '1 second',
    asked_at = coalesce(s.asked_at, clock_timestamp()), first_asked_at = coalesce(s.first_asked_at, clock_timestamp()),
    doubted = s.doubted OR s.asked_at IS NOT NULL
  WHERE id = step_id;
  RETURN to_jsonb(s) || jsonb_build_object('generation', s.generation + 1, 'tries', s.tries + 1,
    'since_first', extract(epoch FROM clock_timestamp() - s.first_asked_at) * 1000,
    'since_last', extract(epoch FROM clock_timestamp() - s.asked_at) * 1000);
END $$;
