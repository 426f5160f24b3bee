"""Declares resources of any type, without a provider's SDK."""

import json

import pulumi

OUTPUTS = ("arn", "dnsName", "keyId", "name", "registryId", "repoDigest", "repositoryUrl", "spec")


class Declared(pulumi.CustomResource):
    """A resource; what is in OUTPUTS may be asked of it as an attribute."""

    def __init__(self, token, name, inputs=None, opts=None):
        super().__init__(token, name, {**{output: None for output in OUTPUTS}, **(inputs or {})}, opts)

    def __getattr__(self, name):
        if name in OUTPUTS:
            return pulumi.get(self, name)
        raise AttributeError(name)


def aws(token, name, inputs=None, opts=None):
    return Declared(f"aws:{token}", name, inputs, opts)


def kubernetes(token, name, inputs=None, opts=None):
    return Declared(f"kubernetes:{token}", name, inputs, opts)


def role(name, service):
    trust = {"Version": "2012-10-17", "Statement": [{"Action": "sts:AssumeRole", "Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}}]}
    return aws("iam/role:Role", name, {"assumeRolePolicy": json.dumps(trust)})
