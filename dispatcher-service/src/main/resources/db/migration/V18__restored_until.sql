-- How far a restore that came to its end has heard what the dispatcher said: what is missing of that stays missing, and is no
-- sign of a database that is too old any more.
create table restored_until (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);
