/** Where the API server finds its two files, if nothing else is said: the folder that the reference stack uses too. */
export const FOLDER = '/etc/kubernetes/audit';

/** Names of the files in that folder. */
export const POLICY_FILE = 'policy.yaml';
export const WEBHOOK_FILE = 'webhook.kubeconfig';
