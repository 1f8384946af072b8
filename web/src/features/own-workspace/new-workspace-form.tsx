import type { JSX } from "solid-js";
import * as v from "valibot";
import { IdSchema } from "../../../../supabase/functions/_shared/contracts/fields.ts";
import { callRpc, type RpcClient } from "../../shared/call-rpc.ts";
import { homeCountry } from "../../shared/home-country.ts";
import { ownWorkspace as words } from "./words.ts";
import { type Chosen, WorkspaceForm } from "./workspace-form.tsx";

const Made = v.object({ ok: v.literal(true), workspace_id: IdSchema });

/** Makes a workspace whose admin is the person. */
export function NewWorkspaceForm(props: {
  client: RpcClient;
  onMade: (workspaceId: number, name: string) => void;
}): JSX.Element {
  const make = async ({ name, country }: Chosen) => {
    const made = await callRpc(props.client, "create_workspace", { name, country }, Made);
    if (!made.ok) return made.problem;
    props.onMade(made.value.workspace_id, name);
    return null;
  };
  return (
    <WorkspaceForm
      stored={{ name: "", country: homeCountry(navigator.languages) }}
      button={(working) => working ? words.creating : words.create}
      onChosen={make}
    />
  );
}
