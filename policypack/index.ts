// What `pulumi --policy-pack` loads: package.json's `main` is this file, compiled. Loading it serves the pack.
import { serve } from './pulumi/serve.js';

serve();
