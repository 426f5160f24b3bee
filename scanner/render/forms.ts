/** What a sink can be rendered to: the three pieces that kube-apiserver reads, then what each installer or cloud takes. */
export const FORMS = ['policy', 'webhook', 'flags', 'kubeadm', 'kubeadm-v1beta3', 'kind', 'k3s', 'talos', 'eks', 'aks', 'gke'] as const;
export type Form = (typeof FORMS)[number];

/** Clouds that run the API server themselves. */
const MANAGED_FORMS = ['eks', 'aks', 'gke'] as const;
export type ManagedForm = (typeof MANAGED_FORMS)[number];

export const isManaged = (form: Form): form is ManagedForm => (MANAGED_FORMS as readonly string[]).includes(form);
