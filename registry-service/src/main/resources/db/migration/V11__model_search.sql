-- Words as they are searched: whatever is no letter and no digit parts them.
create function search_words(text text) returns text
language sql immutable parallel safe as $$
  select regexp_replace(text, '[\x01-/:-@\[-`{-\x7f]+', ' ', 'g')
$$;

-- What a model is found by: its id and name first, then its publisher's name, then its licence.
create function model_words(id text, body jsonb, publisher text) returns tsvector
language sql immutable parallel safe as $$
  select setweight(to_tsvector('simple', search_words(id || ' ' || (body ->> 'name'))), 'A')
    || setweight(to_tsvector('simple', search_words(coalesce(publisher, ''))), 'B')
    || setweight(to_tsvector('simple', search_words(coalesce(body #>> '{licence,value}', ''))), 'C')
$$;

-- The models as they are now. A trigger keeps it, so no change of a model or of its publisher's
-- name is ever committed without it.
create table model_search (
  id text collate "C" primary key,
  publisher text collate "C",
  words tsvector not null
);
create index model_search_by_words on model_search using gin (words);
create index model_search_by_publisher on model_search (publisher);

create function keep_model_search() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.kind = 'models' then
      delete from model_search where id = old.id;
    end if;
  elsif new.kind = 'models' then
    insert into model_search (id, publisher, words)
      values (
        new.id,
        new.body ->> 'publisher',
        model_words(
          new.id,
          new.body,
          (select body ->> 'name' from catalogue_resource
            where kind = 'entities' and id = new.body ->> 'publisher')))
      on conflict (id) do update set publisher = excluded.publisher, words = excluded.words;
  elsif new.kind = 'entities' then
    update model_search s set words = model_words(m.id, m.body, new.body ->> 'name')
      from catalogue_resource m
      where s.publisher = new.id and m.kind = 'models' and m.id = s.id;
  end if;
  return null;
end
$$;
create trigger keep_model_search after insert or update or delete on catalogue_resource
  for each row execute function keep_model_search();

insert into model_search (id, publisher, words)
  select m.id, m.body ->> 'publisher', model_words(m.id, m.body, e.body ->> 'name')
  from catalogue_resource m
  left join catalogue_resource e on e.kind = 'entities' and e.id = m.body ->> 'publisher'
  where m.kind = 'models';
