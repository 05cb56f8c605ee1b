CREATE TABLE "nudge_posts" (
	"nudge_id" integer,
	"nth" integer,
	"channel" text NOT NULL,
	"ts" text NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "nudge_posts_pkey" PRIMARY KEY("nudge_id","nth")
);
--> statement-breakpoint
ALTER TABLE "nudges" ADD COLUMN "said_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "nudges" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "nudges" ADD COLUMN "snoozed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "nudges" ADD COLUMN "late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clock" ALTER COLUMN "ahead_ms" SET DATA TYPE bigint USING "ahead_ms"::bigint;--> statement-breakpoint
CREATE INDEX "nudges_person" ON "nudges" ("person_id","said_at");--> statement-breakpoint
ALTER TABLE "nudge_posts" ADD CONSTRAINT "nudge_posts_nudge_id_nudges_id_fkey" FOREIGN KEY ("nudge_id") REFERENCES "nudges"("id");
--> statement-breakpoint
-- The first instant from `at` on that is within office hours by the clocks of that zone, however they are changed meanwhile.
-- Where the zone is unknown here, by UTC.
CREATE FUNCTION next_opening(at timestamptz, zone text, hours jsonb) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  opens CONSTANT time := hours->>'from';
  closes CONSTANT time := hours->>'to';
  days CONSTANT int[] := ARRAY(SELECT jsonb_array_elements_text(hours->'days')::int);
  opening timestamptz;
BEGIN
  -- Clocks are changed at whole quarters of an hour, so that every instant at which hours may begin is among these.
  SELECT min(l.moment) INTO opening FROM (
    SELECT c.moment, c.moment AT TIME ZONE zone AS local FROM (
      SELECT next_opening.at AS moment
      UNION ALL
      SELECT CASE WHEN step < 3 THEN edge - step * interval '30 minutes'
          ELSE date_bin('15 minutes', edge, timestamptz '2000-01-01 00:00+00') + (step - 9) * interval '15 minutes' END
      FROM generate_series(-1, 15) AS day, unnest(ARRAY[opens, closes]) AS clock,
        LATERAL (SELECT ((next_opening.at AT TIME ZONE zone)::date + day + clock) AT TIME ZONE zone AS edge OFFSET 0) AS e,
        generate_series(0, 14) AS step
    ) AS c WHERE c.moment >= next_opening.at OFFSET 0
  ) AS l
  WHERE l.local::time >= opens AND l.local::time < closes AND extract(isodow FROM l.local)::int = ANY (days);
  RETURN coalesce(opening, next_opening.at);
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN next_opening(at, 'UTC', hours);
END $$;
