-- A JWS of megabytes is encoded text that compresses badly: it is kept as the bytes it is served as.
alter table snapshot alter column jws type bytea using convert_to(jws, 'UTF8');
alter table snapshot alter column jws set storage external;
