"""The MkDocs side: the plugin, the frame of every page, policies, and the swap of the built site."""
