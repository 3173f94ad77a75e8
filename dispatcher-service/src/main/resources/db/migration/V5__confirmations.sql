-- due_at of an ended task: when its record is read, because a callback's word ended it.
create index task_confirm on task (due_at) where state in ('SUCCEEDED', 'FAILED', 'CANCELED') and due_at is not null;
