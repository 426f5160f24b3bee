"""What an audit needs, as the smallest program: a sink, a key, a group and its stream."""

from declare import aws, kubernetes

kubernetes("auditregistration.k8s.io/v1alpha1:AuditSink", "sink", {
    "metadata": {"name": "audit"},
    "spec": {
        "policy": {"level": "Metadata", "stages": ["ResponseComplete"]},
        "webhook": {"throttle": {"qps": 10, "burst": 15}, "clientConfig": {"url": "https://collector.acme.io/audit"}},
    },
})
key = aws("kms/key:Key", "audit", {"description": "audit logs", "enableKeyRotation": True})
group = aws("cloudwatch/logGroup:LogGroup", "audit", {
    "name": "/ai/audit", "retentionInDays": 365, "kmsKeyId": key.arn, "deletionProtectionEnabled": True,
})
aws("cloudwatch/logStream:LogStream", "events", {"name": "events", "logGroupName": group.name})
