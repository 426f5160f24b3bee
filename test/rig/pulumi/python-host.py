"""Runs the engine on a program in Python by Pulumi's own Automation API; what it was asked comes as JSON, and so does what came of it."""

import json
import os
import runpy
import sys

from pulumi import automation


def main():
    asked = json.load(sys.stdin)
    heard = {"ok": True, "output": "", "violations": []}

    def event(engine_event):
        policy = engine_event.policy_event
        if policy is not None:
            heard["violations"].append({
                "policyName": policy.policy_name, "policyPackName": policy.policy_pack_name, "message": policy.message,
                "enforcementLevel": policy.enforcement_level, "resourceUrn": policy.resource_urn,
            })

    def output(text):
        heard["output"] += f"{text}\n"

    def program():
        sys.path.insert(0, os.path.dirname(asked["program"]))
        # A second run in this process would find the modules of the first and declare nothing; there is one run a process.
        runpy.run_path(asked["program"], run_name="__main__")

    stack = automation.create_or_select_stack(
        stack_name=asked["stack"], project_name=asked["project"], program=program,
        work_dir=asked["workDir"], opts=automation.LocalWorkspaceOptions(secrets_provider="passphrase"),
    )
    run = {"preview": stack.preview, "up": stack.up}[asked["op"]]
    try:
        run(policy_packs=asked["policyPacks"], policy_pack_configs=asked["policyPackConfigs"], on_event=event, on_output=output)
    except automation.CommandError as error:
        heard["ok"] = False
        heard["output"] += str(error)
    json.dump(heard, sys.stdout)


main()
