"""The JSON that GitHub sends for each thing, filled into objects of real payloads."""
