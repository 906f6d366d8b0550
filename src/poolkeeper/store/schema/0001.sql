-- Schema 1: option 61 as received (RFC 2132 section 9.14) gets a column of its own. A client key that begins with
-- the byte 01 is an identifier and carries it behind that byte; one that begins with 00 is a hardware address.

ALTER TABLE lease ADD COLUMN client_id BLOB;
UPDATE lease SET client_id = substr(client, 2) WHERE substr(client, 1, 1) = x'01';
