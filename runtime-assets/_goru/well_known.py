"""Packages whose names are worth knowing, so that a name which is nearly one of them can be told.

The page reads the list out of this file, too (web/spelling/well-known.ts). Also here is what is
easily taken for another one and is none: a package that exists is not misspelt.
"""

#: As they are imported; behind `=` the project, where that has another name.
NAMES = """
requests flask django fastapi httpx aiohttp urllib3 certifi idna charset_normalizer websockets
bs4=beautifulsoup4 lxml html5lib soupsieve feedparser scrapy scapy selenium playwright mechanize
numpy pandas scipy matplotlib seaborn plotly bokeh altair polars pyarrow dask xarray numba sympy
simpy mpmath networkx statsmodels patsy sklearn=scikit-learn skimage=scikit-image xgboost lightgbm
tensorflow keras torch torchvision transformers jax flax nltk spacy gensim textblob openai anthropic
langchain tiktoken cv2=opencv-python PIL=Pillow imageio pygal pygame pyglet arcade cairosvg
click typer rich tqdm colorama termcolor tabulate prettytable texttable textual blessed
prompt_toolkit questionary inquirer docopt cmd2 cleo emoji pyfiglet
yaml=PyYAML toml tomli tomlkit tomli_w ujson orjson simplejson jsons jsonschema jsonpickle jmespath
xmltodict markdown markdown2 mistune marko mako jinja2 chameleon markupsafe pygments docutils sphinx
pydantic pydantic_core attr=attrs attrs cattrs marshmallow cerberus voluptuous typeguard beartype
typing_extensions annotated_types mypy_extensions dataclasses_json
dateutil=python-dateutil pytz tzdata tzlocal arrow pendulum humanize dateparser babel
isodate holidays freezegun six attr mock nose pytest hypothesis faker tox coverage
responses vcr pluggy iniconfig packaging setuptools pip virtualenv poetry black blake3 isort
flake8 ruff pylint mypy autopep8 yapf rope jedi
sqlalchemy alembic peewee tinydb pymongo redis celery kombu psycopg2 psycopg pymysql mysql asyncpg
aiosqlite sqlmodel pony dataset tablib openpyxl xlrd xlwt xlsxwriter docx=python-docx
pptx=python-pptx pypdf PyPDF2 pdfminer reportlab fpdf docxtpl odf
boto3 botocore boto s3fs fsspec paramiko fabric invoke cryptography nacl=PyNaCl bcrypt passlib jwt
jose itsdangerous werkzeug gunicorn uvicorn starlette tornado bottle cherrypy sanic falcon quart
anyio sniffio trio gevent greenlet h11 h2 wsproto httplib2 httptools pycurl
dotenv=python-dotenv decouple environs dynaconf loguru structlog sentry_sdk schedule apscheduler
watchdog psutil filelock platformdirs appdirs pathspec pathlib2 glob2 portalocker
more_itertools funcy boltons cachetools sortedcontainers bidict intervaltree bitarray
bitstring construct pyparsing lark ply sly regex rapidfuzz thefuzz fuzzywuzzy jellyfish unidecode
ftfy chardet bleach langdetect pycparser cffi cython msgpack cbor2 bson avro google grpc
protobuf shapely geopy folium pyproj rtree geopandas astropy ephem uncertainties
chess mido music21 qrcode segno barcode phonenumbers validators email_validator pycountry names
gast astor asttokens executing wrapt decorator deprecated tenacity retrying retry backoff zipp
importlib_metadata importlib_resources ipython IPython traitlets jupyter notebook ipywidgets
tweepy praw discord telegram slack_sdk twilio stripe wikipedia yfinance
"""

#: What is imported -> the project.
PROJECTS: dict[str, str] = {
    name: project or name for name, _, project in (entry.partition('=') for entry in NAMES.split())
}
