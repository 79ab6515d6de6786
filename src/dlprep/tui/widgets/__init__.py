"""One module a widget: values in, messages out; none knows its parent, its siblings or a service."""
