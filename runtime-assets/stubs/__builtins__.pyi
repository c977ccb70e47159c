# Names that a program sees without importing anything; pyright adds them to the builtins.

from goru import async_call as async_call
from goru import async_install_pkg as async_install_pkg
from goru import call as call
from goru import display as display
from goru import fs as fs
from goru import http as http
from goru import install_pkg as install_pkg
from goru import kv as kv
