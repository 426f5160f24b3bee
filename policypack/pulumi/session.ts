import { CATALOGUE } from '../catalogue.js';
import { SEVERITIES } from '../core/control.js';
import { plan } from '../core/evaluate.js';
import type { Outcome } from '../core/result.js';
import type { Settings } from '../core/settings.js';
import { stageOf, type Policy } from './policy.js';
import { notices, settles, settling, unsettled, type Notice } from './notice.js';
import { OnlyRead } from './only-read.js';
import type { SeenResource } from './resource.js';
import { settled, UNSHOWN } from './standing.js';
import { leftOut, mayCome, unshown } from './unseen.js';
import {
  isJoined,
  ResourceJudge,
  stackVerdicts,
  unshownVerdicts,
  verdictsOn,
  type Judging,
  type ResourceVerdict,
} from './verdicts.js';
import { deploymentWaivers, type DeploymentWaivers } from './waivers.js';

/** What the engine is told after a stage. */
export interface Answer {
  readonly notices: readonly Notice[];
  /** What is told without a warning: what settles by itself is nobody's to mend. */
  readonly remarks: readonly string[];
  /** Policies that judged nothing in this stage: they neither passed nor failed. */
  readonly notApplicable: readonly { readonly policy: string; readonly reason: string }[];
}

/** How a session judges. */
export interface SessionOptions {
  readonly settings: Settings;
  /** YYYY-MM-DD, UTC. */
  readonly today: string;
}

/**
 * One run of the engine: each resource before it is created, then the stack. A resource's own values are judged at once,
 * so that `up` refuses before it creates; what was not known, and what depends on other resources, is settled by the
 * stack's check, which repeats nothing that was said already.
 */
export class Session {
  readonly #judging: Judging;
  readonly #waivers: DeploymentWaivers;
  #resources: ResourceJudge;
  /** Controls over the texts of whatever there is. */
  readonly #ofTexts: ReadonlySet<string>;
  /** The verdicts on each resource's inputs, by URN and key. */
  readonly #before = new Map<string, ReadonlyMap<string, ResourceVerdict>>();
  /** Those inputs, by URN: of a resource that a preview cannot plan the engine shows nothing else. */
  readonly #inputs = new Map<string, SeenResource>();
  /** What a preview found in a resource's inputs: it makes nothing, and so is told of all resources together. */
  readonly #held = new Map<string, ResourceVerdict>();
  /** Controls of which this run was told how to fix them, and why. */
  readonly #explained = new Set<string>();
  /** Resources of which it showed no inputs either, by URN: the run leaves them out, or their provider is not configured. */
  readonly #leftOut = new Set<string>();
  /** Set by the engine for `preview`; a preview's unknowns are settled by `up`. */
  preview = false;
  /** Set where a state is judged, and no program runs: there resources are shown that a program only reads. */
  analysis = false;
  #read = new OnlyRead();

  constructor({ settings, today }: SessionOptions) {
    this.#judging = { plan: plan(CATALOGUE, settings, today), scopes: settings.scope };
    this.#resources = new ResourceJudge(this.#judging);
    this.#ofTexts = new Set(this.#judging.plan.forAny.map(({ control }) => control.id));
    this.#waivers = deploymentWaivers(settings.waivers, today);
  }

  /** Before a resource is created or updated: its inputs. */
  resource(shown: SeenResource): Answer {
    const resource = this.#whole(shown);
    const verdicts = this.#waive(resource.bare ? unshownVerdicts(resource, UNSHOWN, this.#judging.plan) : this.#resources.verdicts(resource));
    if (resource.bare) this.#leftOut.add(resource.declared.urn);
    else if (this.#judging.plan.kinds.isKnownType(resource.declared.type)) this.#inputs.set(resource.declared.urn, resource);
    const isRead = this.analysis && this.#read.isOne(shown);
    const telling = isRead ? [] : verdicts.filter(isTelling);
    // What may only be read is told by its outputs, or not at all.
    if (!isRead) this.#before.set(resource.declared.urn, new Map(verdicts.map((verdict) => [verdict.key, verdict])));
    return {
      notices: this.#told(telling),
      remarks: [],
      notApplicable: this.#unjudged(this.preview ? toldLater(verdicts, telling) : verdicts, 'resource', `does not judge ${resource.declared.type}`),
    };
  }

  /** After every resource: the stack, with outputs where the run created something. */
  stack(given: readonly SeenResource[]): Answer {
    const shown = given.map((one) => this.#whole(one));
    const resources = this.#read.among(settled(shown, this.#inputs, this.preview));
    const verdicts = [
      ...this.#lastWord(shown, resources),
      ...this.#waive(resources.flatMap((resource) => (resource.bare ? mostSevere(unshownVerdicts(resource, UNSHOWN, this.#judging.plan)) : []))),
      // Whether a waiver matches anything is unknown here, and no news: a scan, which sees every stack, tells.
      ...verdictsOn(this.#waivers.subjects(), this.#judging.plan).filter((verdict) => !isUnknown(verdict)),
    ];
    const fresh = verdicts.filter((verdict) => isTelling(verdict) && !this.#wasTold(verdict));
    const unknown = verdicts.filter(isUnknown).flatMap((verdict) => this.#stillUnknown(verdict));
    const [waiting, lasting] = [true, false].map((settled) => unknown.filter((verdict) => (this.preview && settles(verdict)) === settled)) as [ResourceVerdict[], ResourceVerdict[]];
    const held = [...this.#held.values()].filter(({ key }) => !fresh.some((verdict) => verdict.key === key));
    this.#before.clear();
    this.#inputs.clear();
    this.#held.clear();
    const explained = new Set<string>(this.#explained);
    this.#explained.clear();
    this.#read = new OnlyRead();
    this.#leftOut.clear();
    this.#resources = new ResourceJudge(this.#judging);
    return {
      notices: [...notices([...held, ...fresh], explained, this.preview ? 'later' : 'never'), ...unsettled(lasting)],
      // That a text is the output of another resource says nothing of it: nobody wrote a placeholder there.
      remarks: settling(waiting.filter(({ finding }) => !this.#ofTexts.has(finding.control))),
      notApplicable: this.#unjudged(verdicts, 'stack', NOT_IN_A_STACK),
    };
  }

  /** A run that does not know all that there will be refuses nothing for what it lacks: what may still come settles it. */
  #lastWord(shown: readonly SeenResource[], resources: readonly SeenResource[]): ResourceVerdict[] {
    const hidden = unshown(resources);
    const verdicts = this.#waive(stackVerdicts(resources, this.#judging, hidden));
    const refuses = (verdict: ResourceVerdict): boolean => isTelling(verdict) && !this.#wasTold(verdict);
    const coming = verdicts.some(refuses) ? (this.preview ? mayCome(shown) : leftOut(shown, this.#leftOut)) : [];
    if (coming.length === 0) return verdicts;
    const open = new Map(this.#waive(stackVerdicts(resources, this.#judging, [...hidden, ...coming])).map((verdict) => [verdict.key, verdict]));
    return verdicts.map((verdict) => {
      const otherwise = open.get(verdict.key);
      return refuses(verdict) && otherwise && isUnknown(otherwise) ? otherwise : verdict;
    });
  }

  /** At once where something is about to be made. A preview goes on whatever it is told, and the stack's check comes last. */
  #told(telling: readonly ResourceVerdict[]): Notice[] {
    if (!this.preview) return notices(telling, this.#explained, 'later');
    for (const verdict of telling) this.#held.set(verdict.key, verdict);
    return [];
  }

  /** A state leaves nothing out: a resource that it shows without a property has none. */
  #whole(resource: SeenResource): SeenResource {
    return this.analysis && resource.bare ? { ...resource, bare: false } : resource;
  }

  #waive(verdicts: readonly ResourceVerdict[]): ResourceVerdict[] {
    return verdicts.map((verdict) => ({ ...verdict, finding: this.#waivers.waive(verdict.finding) }));
  }

  #onInputs({ urn, key }: ResourceVerdict): ResourceVerdict | undefined {
    return urn === undefined ? undefined : this.#before.get(urn)?.get(key);
  }

  /** The same failure of the same standing; inputs and outputs may word it differently. */
  #wasTold(verdict: ResourceVerdict): boolean {
    // What was left to this check, and is still open after it, is refused now.
    if (verdict.finding.mayBeWaived !== undefined && !this.preview) return false;
    const before = this.#onInputs(verdict);
    return before !== undefined && standing(before) === standing(verdict);
  }

  /** An output that is not known says nothing against an input that was judged, and less than one that could not be. */
  #stillUnknown(verdict: ResourceVerdict): ResourceVerdict[] {
    const before = this.#onInputs(verdict);
    if (before === undefined) return [verdict];
    if (!isUnknown(before)) return [];
    return [isJoined(before) ? verdict : before];
  }

  /** Policies of a stage that judged nothing in it, with the reason; without them the engine would count a pass. */
  #unjudged(verdicts: readonly ResourceVerdict[], stage: Policy['stage'], otherwise: string): Answer['notApplicable'] {
    const judged = new Set(
      verdicts.filter(({ finding }) => JUDGED.has(finding.outcome)).map(({ finding }) => finding.control),
    );
    const reasons = new Map(verdicts.map(({ finding }) => [finding.control, finding.message]));
    return this.#judging.plan.all
      .filter(({ control }) => stageOf(control) === stage && !judged.has(control.id))
      .map(({ control }) => ({ policy: control.id, reason: reasons.get(control.id) ?? otherwise }));
  }
}

/** What is held for the end of a preview has neither passed nor failed yet. */
const toldLater = (verdicts: readonly ResourceVerdict[], held: readonly ResourceVerdict[]): ResourceVerdict[] =>
  verdicts
    .filter(({ finding }) => !held.some((verdict) => verdict.finding.control === finding.control))
    .concat(held.map((verdict) => ({ ...verdict, finding: { ...verdict.finding, outcome: 'not-applicable', message: TOLD_LATER } })));

const TOLD_LATER = 'told at the end of the preview, for all resources together';
const NOT_IN_A_STACK = 'judged by a scan of the live system: logproof scan';

const JUDGED: ReadonlySet<Outcome> = new Set<Outcome>(['pass', 'fail', 'error']);

const isUnknown = ({ finding }: ResourceVerdict): boolean => finding.outcome === 'unknown';

/** Failures and broken controls are told at once; the unknown only by the stack's check, when nothing settled it. */
const isTelling = ({ finding }: ResourceVerdict): boolean => finding.outcome === 'fail' || finding.outcome === 'error';

const standing = ({ finding }: ResourceVerdict): string =>
  `${finding.outcome} ${finding.level} ${finding.waiver ? 'waived' : ''} ${finding.mayBeWaived ?? ''}`;

/** Of what is said of one resource, the most urgent: that nothing of it is known is said once. */
function mostSevere(verdicts: readonly ResourceVerdict[]): readonly ResourceVerdict[] {
  const rank = ({ finding }: ResourceVerdict): number => SEVERITIES.indexOf(finding.severity);
  return verdicts.filter(isUnknown).sort((one, other) => rank(other) - rank(one)).slice(0, 1);
}
