-- What a hint named while the create was under way. It is not believed unless the create has no clear answer.
alter table task add column hinted_task_id text;
