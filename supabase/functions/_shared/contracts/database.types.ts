// Made by `npm run types` from supabase/migrations; a check compares the two.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  "public": {
    Tables: {
      "agent": {
        Row: {
          "active": boolean;
          "created_at": string;
          "display_name": string;
          "id": number;
          "identity": string;
          "role": string;
          "user_id": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "active"?: boolean;
          "created_at"?: string;
          "display_name": string;
          "id"?: never;
          "identity": string;
          "role"?: string;
          "user_id": string;
          "workspace_id": number;
        };
        Update: {
          "active"?: boolean;
          "created_at"?: string;
          "display_name"?: string;
          "id"?: never;
          "identity"?: string;
          "role"?: string;
          "user_id"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "agent_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "agent_phone": {
        Row: {
          "agent_id": number;
          "created_at": string;
          "friendly_name": string;
          "id": number;
          "may_call": boolean;
          "phone_number": string;
          "rings": boolean;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id": number;
          "created_at"?: string;
          "friendly_name"?: string;
          "id"?: never;
          "may_call"?: boolean;
          "phone_number": string;
          "rings"?: boolean;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number;
          "created_at"?: string;
          "friendly_name"?: string;
          "id"?: never;
          "may_call"?: boolean;
          "phone_number"?: string;
          "rings"?: boolean;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "agent_phone_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "agent_phone_number_fkey";
            columns: ["workspace_id", "phone_number"];
            isOneToOne: false;
            referencedRelation: "workspace_twilio_number";
            referencedColumns: ["workspace_id", "twilio_number"];
          },
        ];
      };
      "agent_presence": {
        Row: {
          "agent_id": number;
          "changed_at": string;
          "free_from": string | null;
          "heard_at": string | null;
          "status": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id": number;
          "changed_at"?: string;
          "free_from"?: string | null;
          "heard_at"?: string | null;
          "status"?: string;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number;
          "changed_at"?: string;
          "free_from"?: string | null;
          "heard_at"?: string | null;
          "status"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "agent_presence_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "audit_log": {
        Row: {
          "action": string;
          "agent_id": number | null;
          "agent_name": string;
          "created_at": string;
          "detail": NonNullable<Json>;
          "id": number;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "action": string;
          "agent_id"?: number | null;
          "agent_name"?: string;
          "created_at"?: string;
          "detail"?: NonNullable<Json>;
          "id"?: never;
          "workspace_id": number;
        };
        Update: {
          "action"?: string;
          "agent_id"?: number | null;
          "agent_name"?: string;
          "created_at"?: string;
          "detail"?: NonNullable<Json>;
          "id"?: never;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "audit_log_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "audit_log_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "blocked_caller": {
        Row: {
          "added_by": number | null;
          "created_at": string;
          "id": number;
          "is_prefix": boolean;
          "note": string;
          "number": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "added_by"?: number | null;
          "created_at"?: string;
          "id"?: never;
          "is_prefix"?: boolean;
          "note"?: string;
          "number": string;
          "workspace_id": number;
        };
        Update: {
          "added_by"?: number | null;
          "created_at"?: string;
          "id"?: never;
          "is_prefix"?: boolean;
          "note"?: string;
          "number"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "blocked_caller_added_by_fkey";
            columns: ["workspace_id", "added_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "blocked_caller_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "call": {
        Row: {
          "agent_id": number | null;
          "also_joined": (number)[];
          "answered_at": string | null;
          "assumed": boolean;
          "can_be_recorded": boolean;
          "conference_sid": string | null;
          "created_at": string;
          "direction": string;
          "duration_s": number | null;
          "end_reason": string | null;
          "ended_at": string | null;
          "ended_by": string | null;
          "expires_at": string | null;
          "from_number": string;
          "has_note": boolean;
          "id": number;
          "interrupted_at": string | null;
          "interrupted_by": number | null;
          "is_recorded": boolean;
          "mode": string;
          "notice": Json | null;
          "number_id": number | null;
          "open_legs": NonNullable<Json>;
          "outcome_at": string | null;
          "outcome_by": number | null;
          "outcome_tag_id": number | null;
          "picked_up_at": string | null;
          "recording": string | null;
          "recording_since": string | null;
          "ringing_at": string | null;
          "status": string;
          "ticket": string | null;
          "to_number": string;
          "to_return": boolean;
          "upgrade_began_at": string | null;
          "version": number;
          "wiring": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id"?: number | null;
          "also_joined"?: (number)[];
          "answered_at"?: string | null;
          "assumed"?: boolean;
          "can_be_recorded"?: boolean;
          "conference_sid"?: string | null;
          "created_at"?: string;
          "direction": string;
          "duration_s"?: number | null;
          "end_reason"?: string | null;
          "ended_at"?: string | null;
          "ended_by"?: string | null;
          "expires_at"?: string | null;
          "from_number": string;
          "has_note"?: boolean;
          "id"?: never;
          "interrupted_at"?: string | null;
          "interrupted_by"?: number | null;
          "is_recorded"?: boolean;
          "mode"?: string;
          "notice"?: Json | null;
          "number_id"?: number | null;
          "open_legs"?: NonNullable<Json>;
          "outcome_at"?: string | null;
          "outcome_by"?: number | null;
          "outcome_tag_id"?: number | null;
          "picked_up_at"?: string | null;
          "recording"?: string | null;
          "recording_since"?: string | null;
          "ringing_at"?: string | null;
          "status": string;
          "ticket"?: string | null;
          "to_number": string;
          "to_return"?: boolean;
          "upgrade_began_at"?: string | null;
          "version"?: number;
          "wiring"?: string;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number | null;
          "also_joined"?: (number)[];
          "answered_at"?: string | null;
          "assumed"?: boolean;
          "can_be_recorded"?: boolean;
          "conference_sid"?: string | null;
          "created_at"?: string;
          "direction"?: string;
          "duration_s"?: number | null;
          "end_reason"?: string | null;
          "ended_at"?: string | null;
          "ended_by"?: string | null;
          "expires_at"?: string | null;
          "from_number"?: string;
          "has_note"?: boolean;
          "id"?: never;
          "interrupted_at"?: string | null;
          "interrupted_by"?: number | null;
          "is_recorded"?: boolean;
          "mode"?: string;
          "notice"?: Json | null;
          "number_id"?: number | null;
          "open_legs"?: NonNullable<Json>;
          "outcome_at"?: string | null;
          "outcome_by"?: number | null;
          "outcome_tag_id"?: number | null;
          "picked_up_at"?: string | null;
          "recording"?: string | null;
          "recording_since"?: string | null;
          "ringing_at"?: string | null;
          "status"?: string;
          "ticket"?: string | null;
          "to_number"?: string;
          "to_return"?: boolean;
          "upgrade_began_at"?: string | null;
          "version"?: number;
          "wiring"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_interrupted_by_fkey";
            columns: ["workspace_id", "interrupted_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_number_fkey";
            columns: ["workspace_id", "number_id"];
            isOneToOne: false;
            referencedRelation: "workspace_twilio_number";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_outcome_by_fkey";
            columns: ["workspace_id", "outcome_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_outcome_tag_fkey";
            columns: ["workspace_id", "outcome_tag_id"];
            isOneToOne: false;
            referencedRelation: "outcome_tag";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "call_command": {
        Row: {
          "agent_id": number;
          "answer": Json | null;
          "arguments": NonNullable<Json>;
          "asked_at": string;
          "call_id": number;
          "ended_at": string | null;
          "id": string;
          "kind": string;
          "outcome": string | null;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id": number;
          "answer"?: Json | null;
          "arguments"?: NonNullable<Json>;
          "asked_at"?: string;
          "call_id": number;
          "ended_at"?: string | null;
          "id": string;
          "kind": string;
          "outcome"?: string | null;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number;
          "answer"?: Json | null;
          "arguments"?: NonNullable<Json>;
          "asked_at"?: string;
          "call_id"?: number;
          "ended_at"?: string | null;
          "id"?: string;
          "kind"?: string;
          "outcome"?: string | null;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_command_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_command_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "call_event": {
        Row: {
          "answer": Json | null;
          "applied": boolean;
          "call_id": number | null;
          "call_sid": string | null;
          "fingerprint": string | null;
          "id": number;
          "idempotency_token": string | null;
          "payload": NonNullable<Json>;
          "query": Json | null;
          "reason": string | null;
          "received_at": string;
          "repeat_of": number | null;
          "source": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "answer"?: Json | null;
          "applied": boolean;
          "call_id"?: number | null;
          "call_sid"?: string | null;
          "fingerprint"?: string | null;
          "id"?: never;
          "idempotency_token"?: string | null;
          "payload": NonNullable<Json>;
          "query"?: Json | null;
          "reason"?: string | null;
          "received_at"?: string;
          "repeat_of"?: number | null;
          "source": string;
          "workspace_id": number;
        };
        Update: {
          "answer"?: Json | null;
          "applied"?: boolean;
          "call_id"?: number | null;
          "call_sid"?: string | null;
          "fingerprint"?: string | null;
          "id"?: never;
          "idempotency_token"?: string | null;
          "payload"?: NonNullable<Json>;
          "query"?: Json | null;
          "reason"?: string | null;
          "received_at"?: string;
          "repeat_of"?: number | null;
          "source"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_event_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_event_repeat_of_fkey";
            columns: ["workspace_id", "repeat_of"];
            isOneToOne: false;
            referencedRelation: "call_event";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_event_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "call_leg": {
        Row: {
          "agent_id": number | null;
          "asked_by": number | null;
          "assumed": boolean;
          "billed_minutes": number | null;
          "call_id": number;
          "call_sid": string | null;
          "coaches": number | null;
          "created_at": string;
          "duration_s": number | null;
          "emergency": boolean;
          "end_wanted": boolean;
          "ended_at": string | null;
          "ends_conference": boolean;
          "farewell": boolean;
          "held_at": string | null;
          "held_s": number;
          "hold_wanted": boolean;
          "id": number;
          "joined_at": string | null;
          "leave_number": number | null;
          "left_at": string | null;
          "line_wanted": string | null;
          "made_by": string;
          "manner": string | null;
          "move_wanted": boolean;
          "muted": boolean;
          "parent_call_sid": string | null;
          "picked_up_at": string | null;
          "price": number | null;
          "price_unit": string | null;
          "purpose": string | null;
          "purpose_outcome": string | null;
          "role": string;
          "sequence_number": number | null;
          "sip_response_code": number | null;
          "started_at": string | null;
          "status": string;
          "supervises": number | null;
          "time_limit_s": number | null;
          "to_address": string;
          "to_country": string | null;
          "version": number;
          "wanted_at": string | null;
          "wanted_by": string | null;
          "word": string | null;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id"?: number | null;
          "asked_by"?: number | null;
          "assumed"?: boolean;
          "billed_minutes"?: number | null;
          "call_id": number;
          "call_sid"?: string | null;
          "coaches"?: number | null;
          "created_at"?: string;
          "duration_s"?: number | null;
          "emergency"?: boolean;
          "end_wanted"?: boolean;
          "ended_at"?: string | null;
          "ends_conference"?: boolean;
          "farewell"?: boolean;
          "held_at"?: string | null;
          "held_s"?: number;
          "hold_wanted"?: boolean;
          "id"?: never;
          "joined_at"?: string | null;
          "leave_number"?: number | null;
          "left_at"?: string | null;
          "line_wanted"?: string | null;
          "made_by": string;
          "manner"?: string | null;
          "move_wanted"?: boolean;
          "muted"?: boolean;
          "parent_call_sid"?: string | null;
          "picked_up_at"?: string | null;
          "price"?: number | null;
          "price_unit"?: string | null;
          "purpose"?: string | null;
          "purpose_outcome"?: string | null;
          "role": string;
          "sequence_number"?: number | null;
          "sip_response_code"?: number | null;
          "started_at"?: string | null;
          "status"?: string;
          "supervises"?: number | null;
          "time_limit_s"?: number | null;
          "to_address": string;
          "to_country"?: string | null;
          "version"?: number;
          "wanted_at"?: string | null;
          "wanted_by"?: string | null;
          "word"?: string | null;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number | null;
          "asked_by"?: number | null;
          "assumed"?: boolean;
          "billed_minutes"?: number | null;
          "call_id"?: number;
          "call_sid"?: string | null;
          "coaches"?: number | null;
          "created_at"?: string;
          "duration_s"?: number | null;
          "emergency"?: boolean;
          "end_wanted"?: boolean;
          "ended_at"?: string | null;
          "ends_conference"?: boolean;
          "farewell"?: boolean;
          "held_at"?: string | null;
          "held_s"?: number;
          "hold_wanted"?: boolean;
          "id"?: never;
          "joined_at"?: string | null;
          "leave_number"?: number | null;
          "left_at"?: string | null;
          "line_wanted"?: string | null;
          "made_by"?: string;
          "manner"?: string | null;
          "move_wanted"?: boolean;
          "muted"?: boolean;
          "parent_call_sid"?: string | null;
          "picked_up_at"?: string | null;
          "price"?: number | null;
          "price_unit"?: string | null;
          "purpose"?: string | null;
          "purpose_outcome"?: string | null;
          "role"?: string;
          "sequence_number"?: number | null;
          "sip_response_code"?: number | null;
          "started_at"?: string | null;
          "status"?: string;
          "supervises"?: number | null;
          "time_limit_s"?: number | null;
          "to_address"?: string;
          "to_country"?: string | null;
          "version"?: number;
          "wanted_at"?: string | null;
          "wanted_by"?: string | null;
          "word"?: string | null;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_leg_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_leg_asked_by_fkey";
            columns: ["workspace_id", "asked_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_leg_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_leg_supervises_fkey";
            columns: ["workspace_id", "supervises"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "call_note": {
        Row: {
          "agent_id": number;
          "body": string;
          "call_id": number;
          "created_at": string;
          "updated_at": string;
          "version": number;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id": number;
          "body": string;
          "call_id": number;
          "created_at"?: string;
          "updated_at"?: string;
          "version"?: number;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number;
          "body"?: string;
          "call_id"?: number;
          "created_at"?: string;
          "updated_at"?: string;
          "version"?: number;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_note_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_note_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "call_participant": {
        Row: {
          "agent_id": number;
          "call_id": number;
          "created_at": string;
          "held_s": number | null;
          "joined_at": string | null;
          "joined_by": string;
          "left_at": string | null;
          "outcome": string | null;
          "rang_at": string | null;
          "talked_s": number | null;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "agent_id": number;
          "call_id": number;
          "created_at"?: string;
          "held_s"?: number | null;
          "joined_at"?: string | null;
          "joined_by": string;
          "left_at"?: string | null;
          "outcome"?: string | null;
          "rang_at"?: string | null;
          "talked_s"?: number | null;
          "workspace_id": number;
        };
        Update: {
          "agent_id"?: number;
          "call_id"?: number;
          "created_at"?: string;
          "held_s"?: number | null;
          "joined_at"?: string | null;
          "joined_by"?: string;
          "left_at"?: string | null;
          "outcome"?: string | null;
          "rang_at"?: string | null;
          "talked_s"?: number | null;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_participant_agent_fkey";
            columns: ["workspace_id", "agent_id"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_participant_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "call_step": {
        Row: {
          "answered_call_sid": string | null;
          "asked_by": number | null;
          "assumed": boolean;
          "began_at": string;
          "call_id": number;
          "end_reason": string | null;
          "ended_at": string | null;
          "ended_by": string | null;
          "id": number;
          "kind": string;
          "knocks": boolean;
          "line": string | null;
          "named": (number)[] | null;
          "outcome": string | null;
          "position": number;
          "round_s": number | null;
          "rounds": number;
          "rounds_planned": number;
          "talked_s": number | null;
          "told_at": string | null;
          "tried": (number)[];
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "answered_call_sid"?: string | null;
          "asked_by"?: number | null;
          "assumed"?: boolean;
          "began_at"?: string;
          "call_id": number;
          "end_reason"?: string | null;
          "ended_at"?: string | null;
          "ended_by"?: string | null;
          "id"?: never;
          "kind": string;
          "knocks"?: boolean;
          "line"?: string | null;
          "named"?: (number)[] | null;
          "outcome"?: string | null;
          "position": number;
          "round_s"?: number | null;
          "rounds"?: number;
          "rounds_planned"?: number;
          "talked_s"?: number | null;
          "told_at"?: string | null;
          "tried"?: (number)[];
          "workspace_id": number;
        };
        Update: {
          "answered_call_sid"?: string | null;
          "asked_by"?: number | null;
          "assumed"?: boolean;
          "began_at"?: string;
          "call_id"?: number;
          "end_reason"?: string | null;
          "ended_at"?: string | null;
          "ended_by"?: string | null;
          "id"?: never;
          "kind"?: string;
          "knocks"?: boolean;
          "line"?: string | null;
          "named"?: (number)[] | null;
          "outcome"?: string | null;
          "position"?: number;
          "round_s"?: number | null;
          "rounds"?: number;
          "rounds_planned"?: number;
          "talked_s"?: number | null;
          "told_at"?: string | null;
          "tried"?: (number)[];
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "call_step_asked_by_fkey";
            columns: ["workspace_id", "asked_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "call_step_call_fkey";
            columns: ["workspace_id", "call_id"];
            isOneToOne: false;
            referencedRelation: "call";
            referencedColumns: ["workspace_id", "id"];
          },
        ];
      };
      "do_not_call": {
        Row: {
          "added_by": number | null;
          "created_at": string;
          "id": number;
          "is_prefix": boolean;
          "note": string;
          "number": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "added_by"?: number | null;
          "created_at"?: string;
          "id"?: never;
          "is_prefix"?: boolean;
          "note"?: string;
          "number": string;
          "workspace_id": number;
        };
        Update: {
          "added_by"?: number | null;
          "created_at"?: string;
          "id"?: never;
          "is_prefix"?: boolean;
          "note"?: string;
          "number"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "do_not_call_added_by_fkey";
            columns: ["workspace_id", "added_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "do_not_call_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "health_check": {
        Row: {
          "check": string;
          "checked_at": string;
          "facts": NonNullable<Json>;
          "finding": string;
          "level": string;
          "repair": Json | null;
          "since": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "check": string;
          "checked_at"?: string;
          "facts": NonNullable<Json>;
          "finding": string;
          "level": string;
          "repair"?: Json | null;
          "since"?: string;
          "workspace_id": number;
        };
        Update: {
          "check"?: string;
          "checked_at"?: string;
          "facts"?: NonNullable<Json>;
          "finding"?: string;
          "level"?: string;
          "repair"?: Json | null;
          "since"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "health_check_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "invitation": {
        Row: {
          "accepted_at": string | null;
          "accepted_by": number | null;
          "created_at": string;
          "email": string;
          "expires_at": string;
          "id": number;
          "invited_by": number;
          "role": string;
          "withdrawn_at": string | null;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "accepted_at"?: string | null;
          "accepted_by"?: number | null;
          "created_at"?: string;
          "email": string;
          "expires_at"?: string;
          "id"?: never;
          "invited_by": number;
          "role": string;
          "withdrawn_at"?: string | null;
          "workspace_id": number;
        };
        Update: {
          "accepted_at"?: string | null;
          "accepted_by"?: number | null;
          "created_at"?: string;
          "email"?: string;
          "expires_at"?: string;
          "id"?: never;
          "invited_by"?: number;
          "role"?: string;
          "withdrawn_at"?: string | null;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "invitation_accepted_by_fkey";
            columns: ["workspace_id", "accepted_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "invitation_invited_by_fkey";
            columns: ["workspace_id", "invited_by"];
            isOneToOne: false;
            referencedRelation: "agent";
            referencedColumns: ["workspace_id", "id"];
          },
          {
            foreignKeyName: "invitation_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "outcome_tag": {
        Row: {
          "created_at": string;
          "id": number;
          "key": number | null;
          "name": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "id"?: never;
          "key"?: number | null;
          "name": string;
          "workspace_id": number;
        };
        Update: {
          "created_at"?: string;
          "id"?: never;
          "key"?: number | null;
          "name"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "outcome_tag_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "workspace": {
        Row: {
          "calls_kept_days": number | null;
          "country": string;
          "created_at": string;
          "id": number;
          "name": string;
          "twilio_account_sid": string | null;
          "twilio_api_key_sid": string | null;
          "twilio_auth_token": string | null;
          "twilio_auth_token_next": string | null;
          "twilio_auth_token_next_is_former": boolean;
          "twilio_twiml_app_sid": string | null;
        };
        ComputedFields: never;
        Insert: {
          "calls_kept_days"?: number | null;
          "country"?: string;
          "created_at"?: string;
          "id"?: never;
          "name"?: string;
          "twilio_account_sid"?: string | null;
          "twilio_api_key_sid"?: string | null;
          "twilio_auth_token"?: string | null;
          "twilio_auth_token_next"?: string | null;
          "twilio_auth_token_next_is_former"?: boolean;
          "twilio_twiml_app_sid"?: string | null;
        };
        Update: {
          "calls_kept_days"?: number | null;
          "country"?: string;
          "created_at"?: string;
          "id"?: never;
          "name"?: string;
          "twilio_account_sid"?: string | null;
          "twilio_api_key_sid"?: string | null;
          "twilio_auth_token"?: string | null;
          "twilio_auth_token_next"?: string | null;
          "twilio_auth_token_next_is_former"?: boolean;
          "twilio_twiml_app_sid"?: string | null;
        };
        Relationships: [];
      };
      "workspace_policy": {
        Row: {
          "agent_calls_per_minute": number | null;
          "agent_minutes_per_day": number | null;
          "allowed_countries": (string)[];
          "block_withheld": boolean;
          "calling_hours": Json | null;
          "consent_language": string;
          "consent_sentence": string;
          "outcome_required": boolean;
          "pause_cause": string | null;
          "pause_limit": number | null;
          "paused_at": string | null;
          "paused_until": string | null;
          "recording": string;
          "recordings_heard_by": string;
          "recordings_kept_days": number | null;
          "show_listeners": boolean;
          "time_zone": string;
          "when_capped": string;
          "workspace_calls_per_minute": number | null;
          "workspace_id": number;
          "workspace_minutes_per_day": number | null;
          "wrap_up_s": number | null;
        };
        ComputedFields: never;
        Insert: {
          "agent_calls_per_minute"?: number | null;
          "agent_minutes_per_day"?: number | null;
          "allowed_countries": (string)[];
          "block_withheld"?: boolean;
          "calling_hours"?: Json | null;
          "consent_language"?: string;
          "consent_sentence"?: string;
          "outcome_required"?: boolean;
          "pause_cause"?: string | null;
          "pause_limit"?: number | null;
          "paused_at"?: string | null;
          "paused_until"?: string | null;
          "recording"?: string;
          "recordings_heard_by"?: string;
          "recordings_kept_days"?: number | null;
          "show_listeners"?: boolean;
          "time_zone": string;
          "when_capped"?: string;
          "workspace_calls_per_minute"?: number | null;
          "workspace_id": number;
          "workspace_minutes_per_day"?: number | null;
          "wrap_up_s"?: number | null;
        };
        Update: {
          "agent_calls_per_minute"?: number | null;
          "agent_minutes_per_day"?: number | null;
          "allowed_countries"?: (string)[];
          "block_withheld"?: boolean;
          "calling_hours"?: Json | null;
          "consent_language"?: string;
          "consent_sentence"?: string;
          "outcome_required"?: boolean;
          "pause_cause"?: string | null;
          "pause_limit"?: number | null;
          "paused_at"?: string | null;
          "paused_until"?: string | null;
          "recording"?: string;
          "recordings_heard_by"?: string;
          "recordings_kept_days"?: number | null;
          "show_listeners"?: boolean;
          "time_zone"?: string;
          "when_capped"?: string;
          "workspace_calls_per_minute"?: number | null;
          "workspace_id"?: number;
          "workspace_minutes_per_day"?: number | null;
          "wrap_up_s"?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "workspace_policy_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: true;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
      "workspace_twilio_number": {
        Row: {
          "created_at": string;
          "emergency_address": boolean;
          "for_new_agents": boolean;
          "friendly_name": string;
          "id": number;
          "recording": string | null;
          "twilio_number": string;
          "workspace_id": number;
        };
        ComputedFields: never;
        Insert: {
          "created_at"?: string;
          "emergency_address"?: boolean;
          "for_new_agents"?: boolean;
          "friendly_name"?: string;
          "id"?: never;
          "recording"?: string | null;
          "twilio_number": string;
          "workspace_id": number;
        };
        Update: {
          "created_at"?: string;
          "emergency_address"?: boolean;
          "for_new_agents"?: boolean;
          "friendly_name"?: string;
          "id"?: never;
          "recording"?: string | null;
          "twilio_number"?: string;
          "workspace_id"?: number;
        };
        Relationships: [
          {
            foreignKeyName: "workspace_twilio_number_workspace_id_fkey";
            columns: ["workspace_id"];
            isOneToOne: false;
            referencedRelation: "workspace";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      "accept_invitation": { Args: { "token": string }; Returns: Json };
      "add_number": {
        Args: {
          "friendly_name": string;
          "number_sid": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "api_keys_due": { Args: { "workspace_id": number }; Returns: Json };
      "apply_webhook": {
        Args: {
          "account_sid": string;
          "form": Json;
          "idempotency_token"?: string;
          "kind": string;
          "query"?: Json;
          "signature": string;
          "signed": (string)[];
        };
        Returns: Json;
      };
      "beat": { Args: { "workspace_id": number }; Returns: Json };
      "beat_call": { Args: { "call_id": number; "leaving"?: boolean }; Returns: Json };
      "begin_command": {
        Args: {
          "arguments"?: Json;
          "call_id": number;
          "command": string;
          "command_id": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "begin_test_call": {
        Args: { "twilio_number": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "bind_server_call": { Args: { "call_sid": string; "ticket": string }; Returns: Json };
      "call_colleague": {
        Args: {
          "colleague": string;
          "identity": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "call_context": {
        Args: { "identity": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "choose_outcome": {
        Args: { "call_id": number; "tag_id": number; "workspace_id": number };
        Returns: Json;
      };
      "choose_presence": { Args: { "status": string; "workspace_id": number }; Returns: Json };
      "connect_account": {
        Args: {
          "account_sid": string;
          "auth_token": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "connection_grant": { Args: { "user_id": string; "workspace_id": number }; Returns: Json };
      "create_workspace": { Args: { "country": string; "name": string }; Returns: Json };
      "day_figures": { Args: { "since": string; "workspace_id": number }; Returns: Json };
      "delete_recording": {
        Args: {
          "reason": string;
          "recording_id": number;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "disconnect_account": {
        Args: { "account_sid": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "end_wrap_up": { Args: { "workspace_id": number }; Returns: Json };
      "extend_wrap_up": { Args: { "workspace_id": number }; Returns: Json };
      "fail_server_call": { Args: { "reason": string; "ticket": string }; Returns: Json };
      "forget_account": {
        Args: { "account_sid": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "forget_api_key": { Args: { "key_sid": string; "workspace_id": number }; Returns: Json };
      "forget_next_token": { Args: { "user_id": string; "workspace_id": number }; Returns: Json };
      "forget_number_settings": {
        Args: {
          "number_sid": string;
          "outcome": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "give_listening_pass": {
        Args: { "recording_id": number; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "health_grant": {
        Args: { "secret": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "invite": {
        Args: {
          "email": string;
          "role": string;
          "token_hash": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "keep_answers": {
        Args: { "answers": Json; "call_id": number; "command_id"?: string; "workspace_id": number };
        Returns: Json;
      };
      "keep_functions_url": { Args: { "functions_url": string }; Returns: Json };
      "keep_health": {
        Args: {
          "emergency_numbers": (string)[];
          "findings": Json;
          "functions_url": string;
          "secret": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "keep_next_token": {
        Args: {
          "account_sid": string;
          "auth_token": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "keep_number_settings": {
        Args: {
          "account_sid": string;
          "number_sid": string;
          "settings": Json;
          "twilio_number": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "keep_reconciled": {
        Args: { "calls": Json; "secret": string; "workspace_id": number };
        Returns: Json;
      };
      "keep_recording_answers": {
        Args: { "answers": Json; "workspace_id": number };
        Returns: Json;
      };
      "list_calls": {
        Args: {
          "before_at"?: string;
          "before_id"?: number;
          "count"?: number;
          "which"?: string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "list_recordings": { Args: { "call_id": number; "workspace_id": number }; Returns: Json };
      "look_at_invitation": { Args: { "token": string }; Returns: Json };
      "look_at_number": {
        Args: { "twilio_number": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "open_dialer": { Args: { "workspace_id": number }; Returns: Json };
      "pause_calls_out": { Args: { "paused": boolean; "workspace_id": number }; Returns: Json };
      "place_call": {
        Args: {
          "emergency": boolean;
          "from_number": string;
          "identity": string;
          "mode": string;
          "to_country": string;
          "to_number": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "policy_use": { Args: { "workspace_id": number }; Returns: Json };
      "promote_next_token": { Args: { "user_id": string; "workspace_id": number }; Returns: Json };
      "reconcile_grant": { Args: { "secret": string; "workspace_id": number }; Returns: Json };
      "record_call_event": {
        Args: { "call_id": number; "kind": string; "payload": Json };
        Returns: Json;
      };
      "recording_work": { Args: { "secret": string; "workspace_id": number }; Returns: Json };
      "remove_number": {
        Args: {
          "outcome": string;
          "twilio_number": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "rename_own_seat": {
        Args: { "display_name": string; "workspace_id": number };
        Returns: Json;
      };
      "replace_api_key": {
        Args: {
          "account_sid": string;
          "former_sid": string;
          "key_secret": string;
          "key_sid": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "replace_twiml_app": {
        Args: {
          "account_sid": string;
          "app_sid": string;
          "former_sid": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "report_token": { Args: { "api_key_sid": string; "workspace_id": number }; Returns: Json };
      "rescue_grant": { Args: { "secret": string; "workspace_id": number }; Returns: Json };
      "rotate_api_key": {
        Args: {
          "account_sid": string;
          "former_sid": string;
          "key_secret": string;
          "key_sid": string;
          "user_id": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "rotate_data_key": { Args: Record<PropertyKey, never>; Returns: Json };
      "save_after_call": {
        Args: {
          "outcome_required": boolean;
          "outcomes": (string)[];
          "seen": (string)[];
          "workspace_id": number;
          "wrap_up_s": number;
        };
        Returns: Json;
      };
      "save_note": {
        Args: { "body": string; "call_id": number; "version": number; "workspace_id": number };
        Returns: Json;
      };
      "server_call_grant": {
        Args: { "identity": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "store_api_key": {
        Args: {
          "account_sid": string;
          "key_secret": string;
          "key_sid": string;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "take_number": {
        Args: {
          "account_sid": string;
          "friendly_name": string;
          "number_sid": string;
          "twilio_number": string;
          "user_id": string;
          "uses": Json;
          "workspace_id": number;
        };
        Returns: Json;
      };
      "team": { Args: { "workspace_id": number }; Returns: Json };
      "use_listening_pass": { Args: { "pass": string }; Returns: Json };
      "voice_grant": {
        Args: { "identity": string; "user_id": string; "workspace_id": number };
        Returns: Json;
      };
      "who_is_there": { Args: { "workspace_id": number }; Returns: Json };
      "withdraw_invitation": { Args: { "invitation_id": number }; Returns: Json };
      "workspace_country": { Args: { "user_id": string; "workspace_id": number }; Returns: Json };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof (
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
      & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
    )
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals } ? (
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    & DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"]
  )[TableName] extends {
    Row: infer R;
  } ? R
  : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R;
    } ? R
    : never
  : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends
    {
      Insert: infer I;
    } ? I
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I;
    } ? I
    : never
  : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends
    {
      Update: infer U;
    } ? U
  : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U;
    } ? U
    : never
  : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  } ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][
    CompositeTypeName
  ]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never;

export const Constants = {
  "public": {
    Enums: {},
  },
} as const;
