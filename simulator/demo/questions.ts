import { messages, Struct } from '../../policypack/pulumi/protocol.js';

/** What the engine tells a policy pack of a resource. */
export interface AskedResource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Inputs before it is created, what it has after. */
  readonly properties: object;
  /** URNs of the resources that it waits for. */
  readonly dependencies?: readonly string[];
  /** URNs of those that each property takes a value from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** The URN of the component that it belongs to; the stack's question alone says it. */
  readonly parent?: string;
  /** What it is made through. */
  readonly provider?: AskedProvider;
}

/** What the engine tells of a provider. */
export interface AskedProvider {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Its configuration, as inputs have it. */
  readonly properties: object;
}

type Properties = Parameters<typeof Struct.fromJavaScript>[0];
type Question = InstanceType<typeof messages.AnalyzeRequest> | InstanceType<typeof messages.AnalyzerResource>;

/** The engine's question about one resource before it is created (pulumi/analyzer.proto, AnalyzeRequest). */
export const resourceQuestion = (resource: AskedResource): InstanceType<typeof messages.AnalyzeRequest> =>
  filled(new messages.AnalyzeRequest(), resource);

/** Its question about a stack as a whole, once its resources were created (AnalyzeStackRequest). */
export const stackQuestion = (resources: readonly AskedResource[]): InstanceType<typeof messages.AnalyzeStackRequest> =>
  new messages.AnalyzeStackRequest().setResourcesList(resources.map(created));

/** What both questions say of a resource. */
function filled<Q extends Question>(question: Q, { type, urn, name, properties, provider }: AskedResource): Q {
  question.setType(type);
  question.setUrn(urn);
  question.setName(name);
  question.setProperties(Struct.fromJavaScript(properties as Properties));
  question.setOptions(new messages.AnalyzerResourceOptions());
  if (provider) question.setProvider(providerOf(provider));
  return question;
}

const providerOf = ({ type, urn, name, properties }: AskedProvider): InstanceType<typeof messages.AnalyzerProviderResource> =>
  new messages.AnalyzerProviderResource().setType(type).setUrn(urn).setName(name).setProperties(Struct.fromJavaScript(properties as Properties));

function created(resource: AskedResource): InstanceType<typeof messages.AnalyzerResource> {
  const question = filled(new messages.AnalyzerResource(), resource);
  question.setDependenciesList([...(resource.dependencies ?? [])]);
  if (resource.parent !== undefined) question.setParent(resource.parent);
  for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
    question.getPropertydependenciesMap().set(property, new messages.AnalyzerPropertyDependencies().setUrnsList([...urns]));
  }
  return question;
}
