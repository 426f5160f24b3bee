import { join } from 'node:path';
import * as services from './aws-services.js';
import * as clusters from './clusters.js';
import * as containers from './containers.js';
import * as stacks from './stacks.js';
import * as workloads from './workloads.js';

/** A program: a function of this process, or a file that Pulumi's host for its language runs. */
export type Program = (() => Record<string, unknown> | void) | { readonly yaml: string } | { readonly python: string };

const yaml = (file: string): Program => ({ yaml: join(import.meta.dirname, 'yaml', file) });
const python = (file: string): Program => ({ python: join(import.meta.dirname, 'python', file) });

/**
 * Every program by its row in docs/verdicts.md. Where one is modelled on a public program, it has that one's name and shape (the same
 * types of resources, the same components, the same values that somebody left out), and fewer of each.
 */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  'aws-ts-resources': services.resources,
  'aws-ts-langserve': containers.langServe,
  'aws-py-langserve': python('langserve.py'),
  'aws-yaml-langserve': yaml('langserve.yaml'),
  'aws-ts-ecs-anywhere': containers.ecsAnywhere,
  'aws-ts-hello-fargate': containers.helloFargate,
  'cloudtrail-with-logs': containers.trailWithLogs,
  'aws-ts-eks': clusters.eks,
  'aws-ts-eks-migrate-nodegroups': clusters.migrateNodegroups,
  'aws-ts-eks-gpu-dra': clusters.gpuDra,
  'pulumi-eks-cluster': clusters.fourClusters,
  'aws-ts-k8s-voting-app': clusters.votingApp,
  'aws-ts-apigateway': services.apiGateway,
  'aws-ts-lambda-thumbnailer': services.thumbnailer,
  'aws-ts-stepfunctions': services.stepFunctions,
  'aws-ts-static-website': services.staticWebsite,
  'aws-ts-synthetics-canary': services.syntheticsCanary,
  'kubernetes-ts-guestbook-simple': workloads.guestbook,
  'kubernetes-ts-guestbook-components': workloads.guestbookComponents,
  'kubernetes-ts-sock-shop': workloads.sockShop,
  'kubernetes-ts-jenkins': workloads.jenkins,
  'kubernetes-ts-configmap-rollout': workloads.configMapRollout,
  'kubernetes-py-self-host-gemma4-llm': python('self_hosted_llm.py'),
  'kubernetes-yaml': yaml('kubernetes.yaml'),
  empty: stacks.empty,
  'vpc-only': stacks.vpcOnly,
  'lambda-with-group': stacks.lambdaWithGroup,
  ecs: stacks.ecs,
  'eks-with-audit': stacks.eksWithAudit,
  'sink-in-new-cluster': stacks.sinkInNewCluster,
  'group-of-another-stack': stacks.groupOfAnotherStack,
  'eks-aks-gke': stacks.threeClouds,
  'bedrock-agent': stacks.bedrockAgent,
  'bedrock-agent-logged': stacks.loggedBedrockAgent,
  seed: stacks.seed,
  'python-seed': python('seed.py'),
  'yaml-seed': yaml('seed.yaml'),
};
