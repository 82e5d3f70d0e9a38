-- How a member last chose to see the calendar: `view=week&office=chuo`. Slugs, ids and words of ours; none: she never chose.
ALTER TABLE staff ADD COLUMN calendar_choice TEXT;
