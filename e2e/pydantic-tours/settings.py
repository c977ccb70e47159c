"""pydantic-settings: the environment, and a file."""
import os
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Database(BaseModel):
    host: str = 'localhost'
    port: int = 5432


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='APP_', env_nested_delimiter='__', env_file='/tmp/tour.env', extra='ignore')

    name: str
    debug: bool = False
    hosts: list[str] = []
    key: SecretStr = SecretStr('none')
    database: Database = Database()
    workers: int = Field(2, ge=1, validation_alias='WORKERS')


Path('/tmp/tour.env').write_text('APP_NAME="from file"\nAPP_KEY=secret # a comment\nAPP_DATABASE__PORT=1\n')
os.environ.update(APP_DEBUG='yes', APP_HOSTS='["a", "b"]', APP_DATABASE__HOST='db', WORKERS='4')
settings = Settings()
print(repr(settings))
print(settings.model_dump_json(), settings.key.get_secret_value())
print(Settings(name='given', debug=False).name)
os.environ.update(APP_DEBUG='perhaps', WORKERS='0')
try:
    Settings()
except ValidationError as error:
    print(error)
