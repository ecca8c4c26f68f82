"""The resources of the DataOps.live REST API, as typed classes; `api.md` lists every method.

Nothing is imported here. `dataops_resources.faces` has the resource groups, `dataops_resources.models` what the API
answers, `dataops_resources.inputs` what is sent to it, `dataops_resources.runtime` what a client must offer.
"""
