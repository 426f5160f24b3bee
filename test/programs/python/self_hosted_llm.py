"""kubernetes-py-self-host-gemma4-llm of pulumi/examples: llama.cpp on a GPU and a chat application before it, in a cluster that is already there."""

import pulumi

from declare import Declared, kubernetes

NAMESPACE = "llm"
namespace = kubernetes("core/v1:Namespace", NAMESPACE, {"metadata": {"name": NAMESPACE}})
after = pulumi.ResourceOptions(depends_on=[namespace])


def named(name, **more):
    return {"name": name, "namespace": NAMESPACE, **more}


def pods(app, container, **spec):
    return {"selector": {"matchLabels": {"app": app}}, "template": {"metadata": {"labels": {"app": app}}, "spec": {"containers": [{"name": app, **container}], **spec}}}


class LlmServer(pulumi.ComponentResource):
    """A server of one model, with its claim and its Service."""

    def __init__(self, name, opts=None):
        super().__init__("selfhost:llm:LlmServer", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        kubernetes("core/v1:PersistentVolumeClaim", f"{name}-models", {"metadata": named(f"{name}-models"), "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "50Gi"}}}}, child)
        server = {"image": "ghcr.io/ggml-org/llama.cpp:server-cuda", "args": ["-m", "/models/model.gguf", "--port", "8080"], "resources": {"limits": {"nvidia.com/gpu": "1"}}}
        kubernetes("apps/v1:Deployment", name, {"metadata": named(name), "spec": {"replicas": 1, **pods(name, server)}}, child)
        kubernetes("core/v1:Service", name, {"metadata": named(name), "spec": {"selector": {"app": name}, "ports": [{"port": 8080}]}}, child)
        self.register_outputs({})


LlmServer("llm-server", after)

chat = {"image": "ghcr.io/open-webui/open-webui:main", "env": [{"name": "OPENAI_API_BASE_URLS", "value": "http://llm-server:8080/v1"}, {"name": "OPENAI_API_KEYS", "value": "not-needed"}]}
kubernetes("apps/v1:Deployment", "open-webui", {"metadata": named("open-webui"), "spec": {"replicas": 1, **pods("open-webui", chat)}}, after)
webui = kubernetes("core/v1:Service", "open-webui", {"metadata": named("open-webui"), "spec": {"type": "NodePort", "selector": {"app": "open-webui"}, "ports": [{"port": 30000, "targetPort": 8080}]}}, after)

key = Declared("tailscale:index/tailnetKey:TailnetKey", "llm-server-key", {"reusable": True, "ephemeral": True, "tags": ["tag:llm-server"]})
kubernetes("core/v1:Secret", "tailscale-auth", {"metadata": named("tailscale-auth"), "stringData": {"TS_AUTHKEY": key.id}}, after)
tunnel = {"image": "ghcr.io/tailscale/tailscale:v1.80", "env": [{"name": "TS_DEST_IP", "value": webui.spec.apply(lambda spec: spec.get("clusterIP"))}]}
kubernetes("apps/v1:Deployment", "tailscale", {"metadata": named("tailscale"), "spec": {"replicas": 1, **pods("tailscale", tunnel)}}, after)
