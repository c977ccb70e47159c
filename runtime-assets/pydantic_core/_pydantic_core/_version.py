"""The version of pydantic-core that this stands in for; the installer writes another one here."""

__version__ = '2.50.1'
