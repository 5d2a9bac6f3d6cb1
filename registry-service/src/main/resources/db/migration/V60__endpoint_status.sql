-- The last that site agents saw of each endpoint. Makes no revision of the catalogue.
create table endpoint_status (
  endpoint text primary key,
  number bigint not null check (number > 0),
  reporter text not null,
  body jsonb not null
);
