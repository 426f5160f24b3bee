import * as pulumi from '@pulumi/pulumi';
import { deployed, kubernetes, podsOf } from './declare.js';

/** Programs of the shape of pulumi/examples' that run things in a cluster which is already there. */

/** kubernetes-ts-guestbook/simple: a leader, replicas and a front. */
export function guestbook(): void {
  deployed('redis-leader', 'redis', 6379);
  deployed('redis-replica', 'pulumi/guestbook-redis-replica', 6379);
  deployed('frontend', 'pulumi/guestbook-php-redis', 80, {}, 'LoadBalancer');
}

/** A Deployment and its Service as one. */
class ServiceDeployment extends pulumi.ComponentResource {
  constructor(name: string, image: string, port: number, type = 'ClusterIP') {
    super('k8sjs:service:ServiceDeployment', name);
    deployed(name, image, port, { parent: this }, type);
    this.registerOutputs({});
  }
}

/** kubernetes-ts-guestbook/components: the same as components. */
export function guestbookComponents(): void {
  new ServiceDeployment('redis-leader', 'redis', 6379);
  new ServiceDeployment('redis-replica', 'pulumi/guestbook-redis-replica', 6379);
  new ServiceDeployment('frontend', 'pulumi/guestbook-php-redis', 80, 'LoadBalancer');
}

/** kubernetes-ts-sock-shop: a shop of many small services in a namespace of its own. */
export function sockShop(): void {
  kubernetes('core/v1:Namespace', 'sock-shop', { metadata: { name: 'sock-shop' } });
  for (const app of ['carts', 'catalogue', 'orders', 'payment', 'queue-master', 'shipping', 'user', 'front-end']) {
    kubernetes('apps/v1:Deployment', app, { metadata: { name: app, namespace: 'sock-shop' }, spec: { replicas: 1, ...podsOf(app, { image: `weaveworksdemos/${app}:0.4`, ports: [{ containerPort: 80 }] }) } });
    kubernetes('core/v1:Service', app, {
      metadata: { name: app, namespace: 'sock-shop', annotations: { 'prometheus.io/scrape': 'true' } },
      spec: { type: app === 'front-end' ? 'NodePort' : 'ClusterIP', ports: [{ port: 80, targetPort: 80 }], selector: { app } },
    });
  }
}

/** kubernetes-ts-jenkins: a secret, a claim, a Deployment and a Service, as one component that exports its address. */
export function jenkins(): { url: pulumi.Output<string> } {
  const instance = new pulumi.ComponentResource('jenkins:jenkins:Instance', 'jenkins');
  const parent = { parent: instance };
  kubernetes('core/v1:Secret', 'jenkins', { metadata: { name: 'jenkins' }, type: 'Opaque', data: { password: pulumi.secret('bm90IGEgcGFzc3dvcmQ=') } }, parent);
  kubernetes('core/v1:PersistentVolumeClaim', 'jenkins', { metadata: { name: 'jenkins' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '8Gi' } } } }, parent);
  const { service } = deployed('jenkins', 'jenkins/jenkins:2.462', 8080, parent, 'LoadBalancer');
  const status = service.output('status') as unknown as pulumi.Output<{ loadBalancer: { ingress: { ip: string }[] } }>;
  return { url: status.apply(({ loadBalancer }) => `http://${loadBalancer.ingress[0]?.ip}`) };
}

/** kubernetes-ts-configmap-rollout: a ConfigMap whose change rolls the Deployment that mounts it. */
export function configMapRollout(): void {
  const config = kubernetes('core/v1:ConfigMap', 'nginx', { metadata: { labels: { app: 'nginx' } }, data: { 'default.conf': 'server { location / { proxy_pass https://pulumi.github.io; } }' } });
  const name = (config.output('metadata') as unknown as pulumi.Output<{ name: string }>).apply((metadata) => metadata.name);
  const container = { image: 'nginx:1.27-alpine', volumeMounts: [{ name: 'configs', mountPath: '/etc/nginx/conf.d' }] };
  kubernetes('apps/v1:Deployment', 'nginx', { spec: { replicas: 1, ...podsOf('nginx', container, { volumes: [{ name: 'configs', configMap: { name } }] }) } });
  kubernetes('core/v1:Service', 'nginx', { spec: { type: 'LoadBalancer', ports: [{ port: 80, targetPort: 80 }], selector: { app: 'nginx' } } });
}
