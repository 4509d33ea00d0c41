"""What a store itself refuses: to change or take away what stands, a gap, and rows for an entry that stands already.

The rows beside an entry are written before it, in one transaction with it; so whatever comes later comes too late.
"""

from __future__ import annotations

__all__ = ["postgres_triggers", "sqlite_triggers"]

_GUARDED = ("entry", "event", "posting", "correction")
_BESIDE = _GUARDED[1:]


def sqlite_triggers() -> tuple[str, ...]:
    """The triggers of an SQLite ledger, one statement each."""
    refusals = tuple(
        f"CREATE TRIGGER {table}_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for table in _GUARDED
        for verb in ("update", "delete")
    )
    following = (
        "CREATE TRIGGER entry_next BEFORE INSERT ON entry "
        "WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entry) "
        "BEGIN SELECT RAISE(ABORT, 'entries have no gap'); END"
    )
    beside = tuple(
        f"CREATE TRIGGER {table}_beside BEFORE INSERT ON {table} "  # noqa: S608 - our own tables' names
        "WHEN NEW.seq <= (SELECT MAX(seq) FROM entry) "
        "BEGIN SELECT RAISE(ABORT, 'an entry that stands is given no more rows'); END"
        for table in _BESIDE
    )
    return (*refusals, following, *beside)


def postgres_triggers(schema: str) -> tuple[str, ...]:
    """The triggers of a PostgreSQL ledger and their functions, one statement each.

    Parameters
    ----------
    schema
        The schema the tables stand in, quoted where it must be. Functions name it, so that no caller's search path
        leads them elsewhere.
    """
    refuse = (
        f"CREATE FUNCTION {schema}.ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    following = (
        f"CREATE FUNCTION {schema}.ledger_next() RETURNS trigger LANGUAGE plpgsql AS $$ "  # noqa: S608 - our own names
        "DECLARE head integer; tail integer; rows integer; BEGIN "
        "SELECT min(seq), max(seq), count(*) INTO head, tail, rows FROM added; "
        "IF rows > 0 AND (tail - head + 1 <> rows "
        f"OR head <> COALESCE((SELECT max(seq) FROM {schema}.entry WHERE seq < head), 0) + 1) THEN "
        "RAISE EXCEPTION 'entries have no gap' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "RETURN NULL; END $$"
    )
    beside = (
        f"CREATE FUNCTION {schema}.ledger_beside() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608 - as above
        f"IF (SELECT min(seq) FROM added) <= (SELECT max(seq) FROM {schema}.entry) THEN "
        "RAISE EXCEPTION 'an entry that stands is given no more rows' USING ERRCODE = 'integrity_constraint_violation'; "
        "END IF; RETURN NULL; END $$"
    )
    return (
        refuse,
        following,
        beside,
        *(
            f"CREATE TRIGGER {table}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.{table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {schema}.ledger_refuse()"
            for table in _GUARDED
        ),
        *(
            f"CREATE TRIGGER {table}_{'next' if table == 'entry' else 'beside'} AFTER INSERT ON {schema}.{table} "
            "REFERENCING NEW TABLE AS added FOR EACH STATEMENT "
            f"EXECUTE FUNCTION {schema}.ledger_{'next' if table == 'entry' else 'beside'}()"
            for table in _GUARDED
        ),
    )
