// What a Pulumi provider is to the engine: a gRPC server that prints its port. `main` of @pulumi/pulumi/provider would
// do, but it hides from a provider whether it previews, so that it could not leave values unknown as real ones do.
import grpc from '@grpc/grpc-js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct from 'google-protobuf/google/protobuf/struct_pb.js';
import plugins from '@pulumi/pulumi/proto/plugin_pb.js';
import services from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/provider_pb.js';

/** What stands for a value that is not known before the deployment (UnknownStringValue of Pulumi's plugin protocol). */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const plain = (message) => message?.toJavaScript() ?? {};
const packed = (value) => struct.Struct.fromJavaScript(value);

/**
 * Serves one provider until the engine ends it.
 *
 * @param provider {@link Provider}: `configure(args)`, `check({type, name, seed, olds, news}) => inputs`,
 *   `replaces({type}) => string[]` (inputs whose change asks for a new resource), `create({type, inputs, preview}) =>
 *   {id, outputs}`, `update({type, id, olds, inputs, preview}) => outputs`, `read({type, id, outputs, inputs}) =>
 *   {id, outputs, inputs} | undefined`, `remove({type, id, outputs})`, `invoke({token, args}) => outputs`, and for programs in YAML
 *   `schema() => object`
 */
export async function serve(provider, version) {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': 400 * 1024 * 1024 });
  server.addService(services.ResourceProviderService, handlers(provider, version));
  const port = await new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  process.stdout.write(`${port}\n`);
}

function handlers(provider, version) {
  return {
    getPluginInfo: answering(() => filled(new plugins.PluginInfo(), { Version: version })),
    getSchema: answering(() => filled(new messages.GetSchemaResponse(), { Schema: JSON.stringify(provider.schema?.() ?? {}) })),
    attach: answering(() => new empty.Empty()),
    cancel: answering(() => new empty.Empty()),
    configure: answering(async (request) => {
      await provider.configure(plain(request.getArgs()));
      // Secrets are not accepted: the engine sends plain values and marks the outputs of the same name again.
      return filled(new messages.ConfigureResponse(), { Supportspreview: true, Acceptsecrets: false });
    }),
    check: answering((request) => checked(provider, request)),
    diff: answering((request) => compared(provider, request)),
    create: answering((request) => created(provider, request)),
    update: answering(async (request) => filled(new messages.UpdateResponse(), {
      Properties: packed(await provider.update({
        type: typeOf(request), id: request.getId(), olds: plain(request.getOlds()), inputs: plain(request.getNews()), preview: request.getPreview(),
      })),
    })),
    read: answering((request) => readBack(provider, request)),
    delete: answering(async (request) => {
      await provider.remove({ type: typeOf(request), id: request.getId(), outputs: plain(request.getProperties()) });
      return new empty.Empty();
    }),
    invoke: answering(async (request) => filled(new messages.InvokeResponse(), {
      Return: packed(await provider.invoke({ token: request.getTok(), args: plain(request.getArgs()) })),
    })),
  };
}

async function checked(provider, request) {
  const inputs = await provider.check({
    type: typeOf(request), name: nameOf(request), seed: Buffer.from(request.getRandomseed_asU8()),
    olds: plain(request.getOlds()), news: plain(request.getNews()),
  });
  return filled(new messages.CheckResponse(), { Inputs: packed(inputs) });
}

/** Whether anything changed is left to the engine, which compares the inputs; only replacement is decided here. */
function compared(provider, request) {
  const olds = plain(request.getOldInputs?.());
  const news = plain(request.getNews());
  const changed = (path) => JSON.stringify(at(olds, path)) !== JSON.stringify(at(news, path));
  return filled(new messages.DiffResponse(), {
    Changes: messages.DiffResponse.DiffChanges.DIFF_UNKNOWN,
    ReplacesList: provider.replaces({ type: typeOf(request) }).filter(changed),
    Deletebeforereplace: true,
  });
}

async function created(provider, request) {
  const preview = request.getPreview();
  const { id, outputs } = await provider.create({ type: typeOf(request), inputs: plain(request.getProperties()), preview });
  return filled(new messages.CreateResponse(), { Id: preview ? '' : id, Properties: packed(outputs) });
}

/** An empty id says that the resource is gone. */
async function readBack(provider, request) {
  const found = await provider.read({
    type: typeOf(request), id: request.getId(), outputs: plain(request.getProperties()), inputs: plain(request.getInputs()),
  });
  if (found === undefined) return new messages.ReadResponse();
  return filled(new messages.ReadResponse(), { Id: found.id, Properties: packed(found.outputs), Inputs: packed(found.inputs) });
}

function answering(handle) {
  return (call, callback) => {
    Promise.resolve().then(() => handle(call.request)).then(
      (answer) => callback(null, answer),
      (error) => callback({ code: grpc.status.UNKNOWN, details: error.message }),
    );
  };
}

function filled(message, values) {
  for (const [field, value] of Object.entries(values)) message[`set${field}`](value);
  return message;
}

const at = (value, path) => path.split('.').reduce((inner, key) => inner?.[key], value);
/** The type of the resource itself: the last of the parents' types in its URN. */
const typeOf = (request) => request.getUrn().split('::')[2].split('$').pop();
const nameOf = (request) => request.getUrn().split('::').slice(3).join('::');
