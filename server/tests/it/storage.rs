//! Storage. The contract in `storage/` is written once over the traits; every engine has to pass it.

mod accounts;
mod accounts_once;
mod atomic;
mod budget;
mod commit;
pub(crate) mod fixture;
mod grants;
mod ledger_sums;
mod links;
mod list_worlds;
mod lists;
mod opening;
mod pages;
mod people;
mod quota;
mod roster;
mod runs;
mod sessions;

use fixture::Fixture;

/// Makes one test per function of the contract, on a fresh SQLite file.
macro_rules! contract_on_sqlite {
    ($($area:ident: $($name:ident),+ $(,)?;)+) => {
        $($(
            #[tokio::test]
            async fn $name() {
                let fixture = Fixture::sqlite().await;
                $area::$name(&fixture.store).await;
                assert_eq!(fixture.store.integrity_check().await.expect("checks"), Vec::<String>::new());
            }
        )+)+
    };
}

contract_on_sqlite! {
    accounts: the_first_account_becomes_owner,
        an_unknown_account_is_refused_after_the_first,
        an_open_instance_gives_each_account_a_workspace,
        an_acting_owner_adds_a_creator_and_stays_the_owner,
        a_creator_of_another_workspace_is_elsewhere,
        a_known_creator_signs_in_as_creator,
        a_known_member_signs_in_again_and_renews_the_grant,
        whoever_signs_in_to_the_demo_is_an_owner,
        a_failing_seal_leaves_nothing;
    grants: tokens_are_replaced_only_at_the_version_they_were_read,
        an_ended_grant_has_no_tokens_until_a_new_consent,
        only_one_holder_refreshes_at_a_time;
    links: a_link_renews_the_grant_of_its_creator_once,
        another_account_changes_nothing_and_the_link_stays_open,
        a_link_ends_by_time_by_withdrawal_and_by_a_newer_one,
        links_of_another_workspace_are_not_there,
        a_failing_seal_leaves_a_link_open,
        old_links_are_forgotten;
    sessions: a_session_is_saved_read_and_removed,
        a_new_session_does_not_overwrite,
        all_sessions_of_one_member_are_ended,
        a_sign_in_is_taken_once_by_its_own_browser_in_time,
        a_sign_in_begun_by_a_link_is_known_by_it,
        only_the_newest_sign_ins_of_a_browser_are_kept,
        settings_are_written_once;
    runs: a_run_is_claimed_by_one,
        a_gone_owner_or_an_ended_lease_is_taken_over_and_fenced_off,
        staged_pages_and_the_cursor_survive_a_takeover,
        a_restarted_step_drops_what_it_staged,
        a_committed_run_is_not_taken_up_again,
        a_partial_run_is_taken_up_again_on_its_day_only,
        what_is_settled_counts_as_done,
        gaps_are_recorded_once_and_never_over_a_run,
        a_gap_of_today_is_taken_up_again,
        runs_left_open_are_closed_after_midnight,
        a_partial_run_never_becomes_a_gap,
        the_capability_matrix_keeps_since_when,
        a_run_is_told_in_full_with_its_neighbours,
        a_gap_is_told_in_full_whatever_its_reason;
    commit: a_run_is_recorded_whole,
        a_commit_without_the_fence_leaves_nothing,
        a_retaken_run_adds_what_was_missing,
        series_of_today_are_kept_out_and_older_fetches_never_win,
        the_roll_up_equals_a_recount,
        a_changed_label_set_opens_a_new_scheme,
        yesterdays_portrait_is_never_todays;
    lists: people_come_leave_and_return,
        a_second_absence_confirms,
        an_incomplete_list_never_loses_anybody,
        a_list_is_complete_by_all_its_signs,
        a_list_whose_size_changed_while_it_was_read_loses_nobody,
        a_total_that_lags_by_a_day_delays_a_departure_and_does_not_prevent_it,
        a_list_that_broke_off_says_who_was_there_and_the_retake_decides,
        names_are_stored_only_when_they_are_on;
    ledger_sums: everybody_of_a_state_is_in_the_ledger_and_in_its_export,
        where_new_people_come_from_is_told_of_those_who_say_it,
        nobody_is_known_not_to_follow_back_behind_a_capped_list;
    people: a_ledger_tells_every_state_and_the_period_in_numbers,
        a_capped_list_loses_nobody_and_says_so,
        the_quality_of_a_list_is_that_of_its_newest_run,
        names_are_shown_and_searched_only_when_they_are_on,
        filters_combine,
        pages_walk_every_person_once_while_keys_are_equal,
        an_export_has_the_people_of_all_pages,
        whom_a_creator_follows_is_a_ledger_too,
        a_long_list_is_searched_in_steps;
    quota: calls_are_counted_by_app_window_and_scope,
        the_limit_is_what_had_been_used_when_the_platform_refused,
        the_last_turn_of_every_living_grant_is_told;
    pages: the_roster_tells_newest_totals_and_nets,
        a_day_of_which_nothing_is_known_is_empty,
        the_newest_portrait_is_compared_within_its_scheme,
        a_composition_has_every_day,
        health_tells_gaps_from_runs,
        flow_has_every_day_and_every_metric;
    roster: the_roster_comes_page_by_page,
        a_roster_tells_how_many_fell_on_a_day,
        the_roster_is_searched_by_name_and_account,
        the_rosters_csv_says_what_its_page_says;
}
