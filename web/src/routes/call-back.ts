import { createContext, useContext } from "solid-js";
import { usePhone } from "../phone/phone-context.ts";
import { isCallable } from "../shared/withheld.ts";
import { useWorkspace } from "../shared/workspace.tsx";

/** Whom to call, and the line that the other side knows. */
interface CallTarget {
  otherNumber: string | null;
  lineNumber: string;
}

export type CallBack = (target: CallTarget) => void;

export const CallBackContext = createContext<CallBack>();

/** @throws outside of the frame */
export function useCallBack(): CallBack {
  const callBack = useContext(CallBackContext);
  if (!callBack) throw new Error("Cannot call back: the page stands outside of Frame");
  return callBack;
}

/** Calls from the line that the other side knows, when it is one's own, else from the first own one. */
export function createCallBack(): CallBack {
  const { actions } = usePhone();
  const { fromNumbers } = useWorkspace();
  return ({ otherNumber, lineNumber }) => {
    const own = fromNumbers();
    const from = own.find(({ number }) => number === lineNumber) ?? own[0];
    if (isCallable(otherNumber)) actions()?.placeCall(otherNumber, from?.number ?? "");
  };
}
