import * as z from 'zod';
import { CONFIDENCES } from '../../../core/inventory-entry.js';
import { labelSelector } from '../label-selector.js';
import { FAIL_FROM } from './facts.js';

/** A label selector, checked when the file is read. */
const selector = z.string().min(1).refine((text) => typeof labelSelector(text) !== 'string', { message: 'expected a label selector such as app=llm,tier in (a, b),!test' });

// A pattern, or a name in capitals, would choose nothing and say nothing of it.
const namespace = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'expected the name of a namespace, such as models; patterns are none: choose by namespaceSelector');

/** Without a tag, and more than a star: a pattern that every image matches says nothing. */
const image = z
  .string()
  .regex(/^(?=.*[A-Za-z0-9])(?!.*\*\*\*)[A-Za-z0-9*][A-Za-z0-9*._/:-]*$/, 'expected an image, or a pattern of images that says more than *, such as registry.corp/ml/* or */serving');

const DNS_NAME = String.raw`[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)*`;
const objectKind = z.string().regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'expected a kind as manifests write it, such as Job');

const kind = z.strictObject({
  apiGroup: z.string().regex(new RegExp(`^${DNS_NAME}$`), 'expected an API group without its version, such as batch.volcano.sh'),
  kind: objectKind,
});

const anyKind = z.strictObject({
  apiGroup: z.string().regex(new RegExp(`^(?:${DNS_NAME})?$`), 'expected an API group without its version, such as kubeflow.org; empty for the core group'),
  kind: objectKind,
});

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*\*?$/, 'expected the name of an environment variable, such as CORP_LLM_URL or CORP_LLM_*');

const serviceAccount = z.string().regex(new RegExp(`^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?/${DNS_NAME}$`), 'expected namespace/name of a service account, such as claims/claims-bedrock');

/** Which workloads are none, by the user's word. */
const not = z.strictObject({
  selector: selector.optional().describe('Pods, or objects that hold their templates, with these labels'),
  namespaces: z.array(namespace).default([]).describe('Everything in these namespaces'),
  kinds: z.array(anyKind).default([]).describe('Objects of these kinds'),
});

/** `sources.kubernetes.aiWorkloads` of `logproof.yaml`: whether AI workloads are looked for, and what else counts as one. */
export const aiWorkloads = z.union([
  z.boolean(),
  z.strictObject({
    selector: selector.optional().describe('Pods with these labels, or Deployments and other objects that hold their templates, are of AI workloads'),
    namespaces: z.array(namespace).default([]).describe('Every workload in these namespaces is an AI workload'),
    namespaceSelector: selector.optional().describe('Every workload in namespaces with these labels is an AI workload'),
    images: z.array(image).default([]).describe('What runs these images is an AI workload: by the end of the path, * within a part of it, ** across parts, with a tag only where one is written'),
    kinds: z.array(kind).default([]).describe('Objects of these kinds are AI workloads; needs the right to list them: logproof permissions kubernetes prints it'),
    env: z.array(variable).default([]).describe('Pods with an environment variable of these names are of AI workloads; a value is never looked at'),
    serviceAccounts: z.array(serviceAccount).default([]).describe('namespace/name: pods that run as one of these are of AI workloads'),
    not: not.optional().describe('What is no AI workload, whatever it shows: listed and counted as left out, never judged'),
    as: z.enum(['medium', 'high', 'certain']).default('certain').describe('How sure what is named here is'),
    failFrom: z.enum(CONFIDENCES).default(FAIL_FROM).describe('The tier from which a workload that is not audited fails a run; low: an accelerator alone does'),
  }),
]);
