"""LFR Statistics: from published records of live facial recognition to traceable yearly figures."""
