"""The staff side, a file a subject."""

from certification.admin import register_import as register_import
