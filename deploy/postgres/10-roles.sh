#!/bin/sh
# Runs once, when PostgreSQL's data folder is new: the database with its two roles.
#
# hiretrack_owner owns the tables and migrates; hiretrack_app is what the application connects as. It owns nothing, is
# no superuser and has no BYPASSRLS, so that row-level security binds it.
set -eu

secrets="${SECRETS_DIR:-/run/secrets}"

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set owner_password="$(cat "$secrets/database_owner_password")" \
    --set app_password="$(cat "$secrets/database_app_password")" <<'SQL'
CREATE ROLE hiretrack_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE hiretrack_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS PASSWORD :'app_password';
CREATE DATABASE hiretrack OWNER hiretrack_owner;
REVOKE ALL ON DATABASE hiretrack FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE hiretrack TO hiretrack_app;
\connect hiretrack
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS btree_gin;
GRANT USAGE ON SCHEMA public TO hiretrack_app;
ALTER DEFAULT PRIVILEGES FOR ROLE hiretrack_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hiretrack_app;
ALTER DEFAULT PRIVILEGES FOR ROLE hiretrack_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO hiretrack_app;
SQL
