import { originOf, uncertified, uncheckedByEnvironment, withoutTls, type AskedAt } from '../../asked-at.js';
import { isOwnEndpoint } from './own-endpoint.js';
import type { ServiceName } from './services.js';

/** Where requests go, as each attempt has it: whatever chose the address, be it a flag, the environment or the shared configuration. */
export class AskedServers {
  readonly #remarks = new Map<string, AskedAt>();

  /** Notes where one attempt goes. @param request as the SDK sends it */
  asked(service: ServiceName, request: unknown): void {
    const { protocol = 'https:', hostname = '', port } = request as { readonly protocol?: string; readonly hostname?: string; readonly port?: number };
    const origin = originOf(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`);
    if (!isOwnEndpoint(hostname, service)) this.#note({ about: 'endpoint', detail: `asked at ${origin} (no endpoint of AWS's own)` });
    const unchecked = uncheckedByEnvironment();
    if (protocol !== 'https:') this.#note(withoutTls(origin));
    else if (unchecked !== undefined) this.#note(uncertified(unchecked));
  }

  /** What there is to say of them so far. */
  get remarks(): readonly AskedAt[] {
    return [...this.#remarks.values()];
  }

  #note(remark: AskedAt): void {
    this.#remarks.set(JSON.stringify(remark), remark);
  }
}
