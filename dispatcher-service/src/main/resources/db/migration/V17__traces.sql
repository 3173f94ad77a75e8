-- The W3C traceparent of the span that took the request, where that was recorded: a task is created later than it is taken,
-- perhaps by another replica. What is announced of a generation goes on in its trace.
alter table task add column traceparent text;
alter table outbox add column traceparent text;
