"""The small languages inside manifests: `{{tags}}`, `{{=expressions}}`, `when` conditions and durations."""
