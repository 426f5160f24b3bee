import { join } from 'node:path';
import type { AnyControl } from '../../policypack/core/control.js';
import { aiSignsPage } from './ai-signs-page.js';
import { commandsPage } from './commands-page.js';
import { configurationPage } from './configuration-page.js';
import { configurationJsonSchema } from './configuration-schema.js';
import { controlPage } from './control-page.js';
import { controlsPage } from './controls-page.js';
import { deployManifests } from './deploy-manifests.js';
import { frameworksPage } from './frameworks-page.js';
import type { GeneratedFile } from './generated-file.js';
import { iamPolicies } from './iam-policies.js';
import { resultJsonSchema } from './result-schema.js';
import { simulatorOperations } from './simulator-operations.js';
import { waiversJsonSchema } from './waivers-schema.js';

const ROOT = join(import.meta.dirname, '../..');

/** Every generated file but the control index, on which the controls themselves depend. */
export function generatedFiles(controls: readonly AnyControl[]): GeneratedFile[] {
  const configuration = configurationJsonSchema(controls);
  const waivers = waiversJsonSchema(controls);
  return [
    configuration,
    waivers,
    resultJsonSchema(),
    configurationPage(configuration.text, waivers.text),
    controlsPage(controls),
    ...controls.map(controlPage),
    frameworksPage(controls),
    commandsPage(),
    aiSignsPage(),
    ...iamPolicies(),
    ...deployManifests(),
    simulatorOperations(ROOT),
  ];
}

/** Folders in which every file is generated: what nothing generates any more is stale. */
export const GENERATED_FOLDERS = ['docs/controls', 'schemas', 'deploy/aws', 'deploy/helm/logproof/rbac'] as const;
