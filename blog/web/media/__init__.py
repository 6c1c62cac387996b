"""Pictures, under addresses that never change."""

from flask import Blueprint

blueprint = Blueprint("media", __name__)
