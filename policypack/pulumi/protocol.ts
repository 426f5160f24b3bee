import { createRequire } from 'node:module';
import type * as Grpc from '@grpc/grpc-js';
import type * as StructModule from 'google-protobuf/google/protobuf/struct_pb.js';
import type * as Messages from '@pulumi/pulumi/proto/analyzer_pb.js';
import type * as PluginMessages from '@pulumi/pulumi/proto/plugin_pb.js';
import type * as Services from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';

// Pulumi's own copies of gRPC and protobuf: messages are checked by `instanceof`, so that a second copy would be refused.
// They are already loaded by Pulumi's run-policy-pack, and so cost the start nothing.
const pulumi = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi/package.json'));

/** gRPC, as @pulumi/pulumi loads it. */
export const grpc = pulumi('@grpc/grpc-js') as typeof Grpc;

/** The messages of Pulumi's analyzer protocol (proto/pulumi/analyzer.proto). */
export const messages = pulumi('@pulumi/pulumi/proto/analyzer_pb.js') as typeof Messages;

/** The service that the engine calls, and the engine's side of it. */
export const { AnalyzerService, AnalyzerClient } = pulumi(
  '@pulumi/pulumi/proto/analyzer_grpc_pb.js',
) as typeof Services;

export const { PluginInfo } = pulumi('@pulumi/pulumi/proto/plugin_pb.js') as typeof PluginMessages;

export const { Struct } = pulumi('google-protobuf/google/protobuf/struct_pb.js') as typeof StructModule;

/** `google.protobuf.Empty`: the very class that the service checks for. */
export const { Empty } = pulumi('google-protobuf/google/protobuf/empty_pb.js') as { Empty: new () => never };
