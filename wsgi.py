"""The application for any WSGI server: `granian --interface wsgi wsgi:app`."""

from blog.app import served

app = served()
