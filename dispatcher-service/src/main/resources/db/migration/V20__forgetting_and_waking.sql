-- What is too old to be told apart is found by its age. Not only what holds nothing: a hold that falls would then write into
-- every index of its row.
create index spending_of_age on spending (claimed_at);
