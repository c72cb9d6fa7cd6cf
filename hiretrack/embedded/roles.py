"""The two database roles: an owner that migrates, and a plain one that the application runs as.

Row-level security binds only a role that owns nothing and has no BYPASSRLS, so the application must
never connect as the owner. What the owner creates is granted to it by default privileges.
"""

from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

EXTENSIONS = ("pg_trgm", "unaccent", "citext", "btree_gin")


class Address:
    """The parts of a postgres:// address."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.url = url
        self.role = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.database = unquote(parts.path.lstrip("/"))

    def on(self, database: str) -> str:
        """The same address with another database."""
        return urlsplit(self.url)._replace(path=f"/{database}").geturl()


def prepare_database(*, admin: str, owner: str, app: str) -> None:
    """Make roles, database, extensions and grants, whatever of them is missing.

    `admin` is a superuser's address (any database); role names, passwords and the database's name come
    from the other two. Running it again changes nothing but the passwords, to those in the addresses.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        ensure_role(connection, Address(owner), "CREATEDB")
        ensure_role(connection, Address(app), "NOCREATEDB")
        ensure_database(connection, Address(owner))
    with psycopg.connect(Address(admin).on(Address(owner).database), autocommit=True) as connection:
        ensure_extensions(connection)
        grant_defaults(connection, owner=Address(owner).role, app=Address(app).role)


def ensure_role(connection: psycopg.Connection, address: Address, creation: str) -> None:
    name = sql.Identifier(address.role)
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [address.role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {}").format(name))
    # PASSWORD takes no parameter; sql.Literal quotes it.
    connection.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {} PASSWORD {}").format(
            name, sql.SQL(creation), sql.Literal(address.password)
        )
    )


def ensure_database(connection: psycopg.Connection, owner: Address) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner.database]).fetchone():
        create = sql.SQL("CREATE DATABASE {} OWNER {}")
        connection.execute(create.format(sql.Identifier(owner.database), sql.Identifier(owner.role)))


def ensure_extensions(connection: psycopg.Connection) -> None:
    for name in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))


def grant_defaults(connection: psycopg.Connection, *, owner: str, app: str) -> None:
    """Let `app` use every table and sequence that `owner` has in this database or will create."""
    names = {"owner": sql.Identifier(owner), "app": sql.Identifier(app)}
    for kind, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
        parts = {**names, "kind": sql.SQL(kind), "rights": sql.SQL(rights)}
        future = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT {rights} ON {kind} TO {app}"
        connection.execute(sql.SQL(future).format(**parts))
        connection.execute(sql.SQL("GRANT {rights} ON ALL {kind} IN SCHEMA public TO {app}").format(**parts))
