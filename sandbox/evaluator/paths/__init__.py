"""Paths into JSON as Argo Events reads them (gjson) and writes to them (sjson)."""
