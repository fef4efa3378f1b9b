//! The bodies of codes in the compact form.

use super::machine::{Flow, Machine, Resumed, Wait};
use crate::exceptions::Outcome;
use crate::functions::frame::{Frame, OwnedFrame};
use crate::generators::{start_async_generator, start_coroutine, start_generator, start_steps};

/// A function that does not suspend.
pub(super) fn plain(frame: &mut Frame) -> Outcome {
    ended(Machine::new(frame).run(frame))
}

fn ended(flow: Outcome<Flow>) -> Outcome {
    match flow? {
        Flow::Returned(value) => Ok(value),
        Flow::Suspended(_) | Flow::StartsSteps => unreachable!("the compiler knows which functions suspend"),
    }
}

pub(super) fn generator(frame: &mut Frame) -> Outcome {
    start_generator(frame, |frame| Box::pin(suspended(frame)))
}

pub(super) fn coroutine(frame: &mut Frame) -> Outcome {
    start_coroutine(frame, |frame| Box::pin(suspended(frame)))
}

pub(super) fn async_generator(frame: &mut Frame) -> Outcome {
    start_async_generator(frame, |frame| Box::pin(suspended(frame)))
}

/// A generator expression: what comes before the generator is made.
pub(super) fn steps(frame: &mut Frame) -> Outcome {
    match Machine::new(frame).run(frame)? {
        Flow::StartsSteps => start_steps(frame, step),
        Flow::Returned(_) | Flow::Suspended(_) => unreachable!("the compiler begins with the start"),
    }
}

/// The next item of a generator expression.
pub(super) fn step(frame: &Frame) -> Outcome {
    ended(Machine::at_entry(frame).run(frame))
}

async fn suspended(frame: OwnedFrame) -> Outcome {
    frame.begins();
    let mut machine = Machine::new(&frame);
    let mut flow = machine.run(&frame)?;
    loop {
        let resumed = match flow {
            Flow::Returned(value) => return Ok(value),
            Flow::StartsSteps => unreachable!("a generator expression is no suspended function"),
            Flow::Suspended(wait) => wait_for(&frame, &machine, wait).await,
        };
        flow = machine.resume(&frame, resumed)?;
    }
}

/// Suspends, and gives what the instructions go on with.
async fn wait_for(frame: &OwnedFrame, machine: &Machine, wait: Wait) -> Outcome<Resumed> {
    Ok(match wait {
        Wait::Yield(value) => Resumed::Value(frame.suspend(value).await?),
        Wait::YieldItem(value) => Resumed::Value(frame.suspend_item(value).await?),
        Wait::Delegate(iterable) => Resumed::Value(frame.delegate(iterable).await?),
        Wait::Await(awaitable) => Resumed::Value(frame.wait_for(awaitable).await?),
        Wait::Next(place) => Resumed::Next(frame.next_async(machine.value_at(place)).await?),
        Wait::Enter(manager) => {
            let (with, value) = frame.enter_async(manager).await?;
            Resumed::Entered(with, value)
        }
        Wait::Exit(with) => {
            frame.exit_normal_async(machine.with_at(with)).await?;
            Resumed::Nothing
        }
        Wait::ExitRaised(with, handler) => {
            let swallowed = frame.exit_raised_async(machine.with_at(with), machine.handler_at(handler)).await?;
            Resumed::Value(crate::value::boolean(swallowed))
        }
    })
}
