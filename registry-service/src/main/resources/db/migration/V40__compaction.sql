-- Up to where the history holds no more than the state: what was superseded by then is gone.
create table catalogue_compaction (
  only_row boolean primary key default true check (only_row),
  revision bigint not null check (revision >= 0)
);
insert into catalogue_compaction (revision) values (0);
